import type { Language } from '../../../src-shared/language.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { loginBodySchema, type LoginAnswer, type LoginBody } from '../../../src-shared/hub-api/logins.ts';
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
 * `loading`: it could not be checked. `unconfirmed`: the password is right, but the e-mail address is not confirmed.
 * `wrongHere`: this kiosk's own password is another one.
 */
export type Checked =
  | ({ readonly result: 'right' } & Person)
  | { readonly result: 'wrong' | 'offline' | 'loading' | 'unconfirmed' }
  | { readonly result: 'delayed'; readonly waitMs: number; readonly wrongHere: boolean };

/**
 * Checks a password: in the journal when it was set here (and head office accepted it less than a day ago, or not
 * yet), else at head office. A password that is wrong here may be right there, since the member may have set another
 * one at home.
 */
export async function checkPassword(claim: Claim, services: Services): Promise<Checked> {
  const { identifier, account, password, found, language } = claim;
  const { credentials, headOffice } = services;
  const here = await credentials.verify(account, password);
  const member = found.state === 'ready' ? found.member : null;
  const request = loginBodySchema.safeParse({ identifier, password, space: { language } });
  if (here === 'right' && member !== null)
    return right(member, request.success ? await sessionOf(request.data, services) : null);
  // What head office would refuse to read, such as an empty text, is wrong everywhere.
  if (headOffice === null || !request.success) return { result: 'wrong' };
  const answer = await headOffice.call('login', request.data);
  if (!answer.ok) {
    if (here === 'wrong') return { result: 'wrong' };
    return { result: here === 'right' && found.state === 'loading' ? 'loading' : 'offline' };
  }
  switch (answer.value.result) {
    case 'accepted':
      if (here === 'wrong') credentials.removeOutdated(account);
      return right(answer.value, answer.value.session ?? null);
    case 'unconfirmed':
      return answer.value;
    case 'wrong':
      return { result: here === 'right' && found.state === 'loading' ? 'loading' : 'wrong' };
    case 'delayed':
      return { ...answer.value, wrongHere: here === 'wrong' };
  }
}

/** The password was set here. Head office is still asked for a session; without one, the visitor is logged in too. */
async function sessionOf(request: LoginBody, { headOffice }: Services): Promise<Session | null> {
  const answer = await headOffice?.call('login', request);
  return answer?.ok && answer.value.result === 'accepted' ? (answer.value.session ?? null) : null;
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
