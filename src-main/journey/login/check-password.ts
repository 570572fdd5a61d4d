import type { Language } from '../../../src-shared/messages/languages.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { loginBodySchema, type LoginAnswer } from '../../../src-shared/hub-api/logins.ts';
import { SHUT_OUT } from '../../hub-client/hub-contact.ts';
import type { FoundMember, Services } from '../steps/services.ts';
import type { Space } from '../steps/space.ts';

/** A password and its identifier. */
export interface Claim {
  /** Member number, e-mail address, or any other typed text, in its normal form. */
  readonly identifier: string;
  /** Blind index of the identifier. */
  readonly account: string;
  readonly password: string;
  readonly found: FoundMember;
  /** Language of the visit. */
  readonly language: Language;
}

/** The person whose password it was, and the session of the member space from head office. */
export type Person = Pick<Member, 'givenName' | 'familyName'> & Pick<Space, 'holder' | 'session'>;

/**
 * Result of checking a {@link Claim}. `delayed`: head office checks nothing of this account for `waitMs`. `offline`,
 * `loading`: it could not be checked. `unconfirmed`: the password is right, but the e-mail address is not confirmed;
 * `emailTaken`: and never will be, because another person has confirmed it.
 * `wrongHere`: this kiosk's own password is another one.
 */
export type Checked =
  | ({ readonly result: 'right' } & Person)
  | { readonly result: 'wrong' | 'offline' | 'loading' }
  | { readonly result: 'unconfirmed'; readonly emailTaken?: true | undefined }
  | { readonly result: 'delayed'; readonly waitMs: number; readonly wrongHere: boolean };

/**
 * Checks a password at head office. A password that was set here counts while head office has not accepted it yet, and
 * while head office cannot be reached. Otherwise its word wins: the member may have set another one since.
 */
export async function checkPassword(claim: Claim, services: Services): Promise<Checked> {
  const { identifier, account, password, found, language } = claim;
  const { credentials, headOffice } = services;
  const request = loginBodySchema.safeParse({ identifier, password, space: { language } });
  // Each hashes the password: side by side, the member waits for one of them.
  const [here, asked] = await Promise.all([
    credentials.verify(account, password),
    headOffice !== null && request.success ? headOffice.call('login', request.data) : null,
  ]);
  const answer = asked?.ok ? asked.value : null;
  if (answer?.result === 'accepted') {
    if (here === 'wrong') credentials.removeOutdated(account);
    return right(answer, answer.session ?? null);
  }
  // Head office has another password since: the former one must not open anything here once the line is away.
  if (answer?.result === 'wrong' && here === 'right') credentials.removeOutdated(account);
  const isUnreachable = asked !== null && !asked.ok && !SHUT_OUT.includes(asked.fault);
  if (here === 'unsent' || (here === 'right' && isUnreachable))
    return found.state === 'loading' ? { result: 'loading' } : rightHere(found.member);
  if (answer?.result === 'delayed') return { ...answer, wrongHere: here === 'wrong' };
  if (answer !== null) return answer;
  // What head office would refuse to read, such as an empty text, is wrong everywhere.
  return { result: asked === null || here === 'wrong' ? 'wrong' : 'offline' };
}

/** @param member null: closed since, so nobody logs in */
function rightHere(member: Member | null): Checked {
  return member === null ? { result: 'wrong' } : right(member, null);
}

type Session = NonNullable<Extract<LoginAnswer, { result: 'accepted' }>['session']>;

function right(
  { number, givenName, familyName }: Pick<Member, 'givenName' | 'familyName'> & { number: string | null },
  session: Session | null,
): Checked {
  const holder: Holder | null = number === null ? null : { situation: 'member', number };
  return {
    ...{ result: 'right', givenName, familyName },
    ...{ holder: session?.holder ?? holder, session: session?.token ?? null },
  };
}
