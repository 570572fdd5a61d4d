import { findNamedHelper } from './find-named-helper.ts';
import { isHelperAlready } from './store-delegation.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** Finds the member who is to help. Says that a delegation already exists only when the family name is right. */
export const findHelper: SpaceHandler<'find-helper'> = async ({ deps, session }, named) => {
  if (named.number === session.self) return { result: 'yourself' };
  const found = await findNamedHelper(deps, session.self, named);
  if (found.result !== 'found') return found;
  const today = localDay(deps.now());
  return (await isHelperAlready(deps.database, session.self, named.number, today))
    ? { result: 'already' }
    : { result: 'ok', name: found.name };
};
