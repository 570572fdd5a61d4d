import type { SpaceBar } from '../../../src-shared/journey/space-screens.ts';
import { subjectOf, type Holder } from '../../../src-shared/values/holder.ts';
import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import type { Vault } from '../../database/vault.ts';
import { memberKey } from './member-key.ts';

/**
 * A logged-in person's part of a visit. Only the steps of the member space hold it. Data from head office are held
 * only by the step that shows them.
 */
export interface Space {
  /** Identifier of the login, for logging in again. */
  readonly identifier: string;
  readonly givenName: string;
  readonly familyName: string;
  /** The person at head office; null: unknown, so nothing can be asked or sent. */
  readonly holder: Holder | null;
  /** Null when the kiosk checked the password without head office, and after the session has ended. */
  readonly session: string | null;
  /**
   * The session, while it is unknown for whom it acts, because the answer to a choice was lost. No other call is made
   * with it until head office has told. Else null.
   */
  readonly doubted: string | null;
  /** The person for whom this person acts; null: for themselves. */
  readonly acting: NonNullable<SpaceDone<'status'>['acting']> | null;
  readonly elsewhere: SpaceBar['elsewhere'];
  readonly amountsHidden: boolean;
}

/** The space after a login. */
export function newSpace(
  who: Pick<Space, 'identifier' | 'givenName' | 'familyName' | 'holder' | 'session'>,
): Space {
  const { identifier, givenName, familyName, holder, session } = who;
  return {
    ...{ identifier, givenName, familyName, holder, session },
    ...{ doubted: null, acting: null, elsewhere: null, amountsHidden: false },
  };
}

/** Blind index of the logged-in person in the journal. */
export function keyOf({ holder }: Pick<Space, 'holder'>, vault: Vault): string {
  if (holder === null) throw new Error('nobody is known to have logged in');
  return memberKey(vault, subjectOf(holder));
}

/**
 * The bar above every screen of the space.
 * @param shown what the screen has of head office
 */
export function barOf(
  { givenName, familyName, acting, elsewhere, amountsHidden }: Space,
  ...shown: readonly ({ readonly state: string; readonly unread?: number } | null | undefined)[]
): SpaceBar {
  const unread = shown.reduce((sum, part) => sum + (part?.unread ?? 0), 0);
  const self = `${givenName} ${familyName}`;
  return {
    name: acting?.name ?? self,
    acting: acting && { helper: self, scope: acting.scope, endsOn: acting.endsOn },
    elsewhere,
    amountsHidden,
    ...(unread > 0 && { unread }),
  };
}
