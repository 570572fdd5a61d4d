import type { SpaceBar } from '../../../src-shared/journey/space-screens.ts';
import { subjectOf, type Holder } from '../../../src-shared/values/holder.ts';
import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import type { Vault } from '../../database/vault.ts';
import { memberKey } from './member-key.ts';

/**
 * A logged-in person's part of a visit; it hangs on the steps of the member space and goes with them. What head office
 * tells hangs on the single step that shows it.
 */
export interface Space {
  /** What was logged in with, for logging in again. */
  readonly identifier: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Null while it is not known who this is for head office: nothing can be asked or sent then. */
  readonly holder: Holder | null;
  /** Null when the password was checked here and head office could not be reached, and once the session is over. */
  readonly session: string | null;
  /**
   * The session, put aside while nobody knows for whom it acts (the answer to a choice was lost): nothing is asked with
   * it until head office has told.
   */
  readonly doubted: string | null;
  /** For whom this person acts; null: for themselves. */
  readonly acting: NonNullable<SpaceDone<'status'>['acting']> | null;
  readonly elsewhere: SpaceBar['elsewhere'];
  readonly amountsHidden: boolean;
}

/** The space of somebody who has just logged in. */
export function newSpace(
  who: Pick<Space, 'identifier' | 'givenName' | 'familyName' | 'holder' | 'session'>,
): Space {
  const { identifier, givenName, familyName, holder, session } = who;
  return {
    ...{ identifier, givenName, familyName, holder, session },
    ...{ doubted: null, acting: null, elsewhere: null, amountsHidden: false },
  };
}

/** Blind index under which the journal knows whoever has logged in. */
export function keyOf({ holder }: Pick<Space, 'holder'>, vault: Vault): string {
  if (holder === null) throw new Error('nobody is known to have logged in');
  return memberKey(vault, subjectOf(holder));
}

/** What stands above every screen of the space. */
export function barOf({ givenName, familyName, acting, elsewhere, amountsHidden }: Space): SpaceBar {
  const self = `${givenName} ${familyName}`;
  return {
    name: acting?.name ?? self,
    acting: acting && { helper: self, scope: acting.scope, endsOn: acting.endsOn },
    elsewhere,
    amountsHidden,
  };
}
