import { findNamedHelper } from './find-named-helper.ts';
import { isNamedAlready } from './store-delegation.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** Looks for the member who is to help; what stands between the two is told only to who knows the name. */
export const findHelper: SpaceHandler<'find-helper'> = async ({ deps, session }, named) => {
  if (named.number === session.self) return { result: 'yourself' };
  const found = await findNamedHelper(deps, session.self, named);
  if (found.result !== 'found') return found;
  const today = localDay(deps.now());
  return (await isNamedAlready(deps.database, session.self, named.number, today))
    ? { result: 'already' }
    : { result: 'ok', name: found.name };
};
