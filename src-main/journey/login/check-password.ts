import type { Member } from '../../../src-shared/sync/member.ts';
import { loginRequestSchema } from '../../../src-shared/sync/requests.ts';
import type { FoundMember, Services } from '../services.ts';

/** A password and whom it is said to belong to. */
export interface Claim {
  /** Member number, e-mail address, or what was typed in their place, in its plain form. */
  readonly identifier: string;
  /** Blind index of the identifier. */
  readonly account: string;
  readonly password: string;
  readonly found: FoundMember;
}

/**
 * What became of a {@link Claim}. `delayed`: head office looks at none of this account before `waitMs` have passed.
 * `offline`, `loading`: nobody could tell. `unconfirmed`: right, but its e-mail address was not confirmed yet.
 * `wrongHere`: the password was compared with one that was set here.
 */
export type Checked =
  | ({ readonly result: 'right' } & Pick<Member, 'givenName' | 'familyName'>)
  | { readonly result: 'wrong' | 'offline' | 'loading' | 'unconfirmed' }
  | { readonly result: 'delayed'; readonly waitMs: number; readonly wrongHere: boolean };

/**
 * Checks a password: against the journal if it was set here (and head office has not known it for a day), else at head
 * office. One that is wrong here may be right there: the member may have set another at home since.
 */
export async function checkPassword(claim: Claim, services: Services): Promise<Checked> {
  const { identifier, account, password, found } = claim;
  const { credentials, headOffice } = services;
  const here = await credentials.verify(account, password);
  const member = found.state === 'ready' ? found.member : null;
  if (here === 'right' && member !== null) return right(member);
  // What head office would not even look at, such as nothing typed, is wrong everywhere.
  const request = loginRequestSchema.safeParse({ identifier, password });
  if (headOffice === null || !request.success) return { result: 'wrong' };
  const answer = await headOffice.login(request.data);
  if (!answer.ok) {
    if (here === 'wrong') return { result: 'wrong' };
    return { result: here === 'right' && found.state === 'loading' ? 'loading' : 'offline' };
  }
  switch (answer.value.result) {
    case 'accepted':
      if (here === 'wrong') credentials.outdated(account);
      return right(answer.value);
    case 'unconfirmed':
      return answer.value;
    case 'wrong':
      return { result: here === 'right' && found.state === 'loading' ? 'loading' : 'wrong' };
    case 'delayed':
      return { ...answer.value, wrongHere: here === 'wrong' };
  }
}

function right({ givenName, familyName }: Pick<Member, 'givenName' | 'familyName'>): Checked {
  return { result: 'right', givenName, familyName };
}
