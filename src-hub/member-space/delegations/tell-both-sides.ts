import type { Language } from '../../../src-shared/language.ts';
import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import { namesOf } from '../../people/person-names.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { HubMail } from '../../mail/templates/hub-mail.ts';
import { postMails, type MailDeps, type Posting } from '../../mail/post-mail.ts';
import { HUB_NOTICE_LIFE } from '../../../src-shared/policy/notices.ts';
import type { DelegationMailKind } from '../../mail/templates/delegation.ts';
import { readMailContacts } from '../../people/mail-contacts.ts';

/** A delegation as its mails describe it. */
export interface MailedDelegation {
  /** Subject (see `subjectOf`); `helper` likewise. */
  readonly giver: string;
  readonly helper: string;
  readonly scope: DelegationScope;
  readonly ends_on: string;
}

/** The person whose action causes the mails, and the language in use. */
export interface Actor {
  readonly subject: string;
  readonly language: Language;
}

/**
 * Posts a mail to each side of a delegation, within the caller's transaction. A person without an address gets none.
 * @param actor null: nobody at a kiosk
 */
export async function tellBothSides(
  connection: HubConnection,
  deps: MailDeps,
  kind: DelegationMailKind,
  delegations: readonly MailedDelegation[],
  actor: Actor | null = null,
): Promise<void> {
  const subjects = [...new Set(delegations.flatMap(({ giver, helper }) => [giver, helper]))];
  const people = await readMailContacts(connection, subjects);
  const names = await namesOf(connection, subjects);
  const at = deps.now().getTime();
  const toSide = (delegation: MailedDelegation, side: 'giver' | 'helper'): Posting[] => {
    const subject = delegation[side];
    const person = people.get(subject);
    const other = names.get(delegation[side === 'giver' ? 'helper' : 'giver']);
    if (person === undefined || person.email === null || other === undefined) return [];
    const language = actor?.subject === subject ? actor.language : person.language;
    const mail: HubMail = {
      ...{ kind, side, other, language, at, to: person.email },
      ...{ scope: delegation.scope, endsOn: delegation.ends_on },
    };
    return [{ mail, expiresAt: new Date(at + HUB_NOTICE_LIFE) }];
  };
  const postings = delegations.flatMap((one) => [...toSide(one, 'giver'), ...toSide(one, 'helper')]);
  if (postings.length > 0) await postMails(connection, deps, postings);
}
