import type { Language } from '../../../src-shared/language.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { loginBodySchema, type LoginAnswer, type LoginBody } from '../../../src-shared/hub-api/logins.ts';
import type { FoundMember, Services } from '../steps/services.ts';
import type { Space } from '../steps/space.ts';

/** A password and whom it is said to belong to. */
export interface Claim {
  /** Member number, e-mail address, or what was typed in their place, in its plain form. */
  readonly identifier: string;
  /** Blind index of the identifier. */
  readonly account: string;
  readonly password: string;
  readonly found: FoundMember;
  /** Of the visit. */
  readonly language: Language;
}

/** Whose password it was, and the session of the member space that head office opened for it. */
export type Person = Pick<Member, 'givenName' | 'familyName'> & Pick<Space, 'holder' | 'session'>;

/**
 * What became of a {@link Claim}. `delayed`: head office looks at none of this account before `waitMs` have passed.
 * `offline`, `loading`: nobody could tell. `unconfirmed`: right, but its e-mail address was not confirmed yet.
 * `wrongHere`: the password was compared with one that was set here.
 */
export type Checked =
  | ({ readonly result: 'right' } & Person)
  | { readonly result: 'wrong' | 'offline' | 'loading' | 'unconfirmed' }
  | { readonly result: 'delayed'; readonly waitMs: number; readonly wrongHere: boolean };

/**
 * Checks a password: against the journal if it was set here (and head office has not known it for a day), else at head
 * office. One that is wrong here may be right there: the member may have set another at home since.
 */
export async function checkPassword(claim: Claim, services: Services): Promise<Checked> {
  const { identifier, account, password, found, language } = claim;
  const { credentials, headOffice } = services;
  const here = await credentials.verify(account, password);
  const member = found.state === 'ready' ? found.member : null;
  const request = loginBodySchema.safeParse({ identifier, password, space: { language } });
  if (here === 'right' && member !== null)
    return right(member, request.success ? await sessionOf(request.data, services) : null);
  // What head office would not even look at, such as nothing typed, is wrong everywhere.
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

/** The password was set here: head office is asked for a session all the same, and the visitor is let in without. */
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
