import type { Language } from '../../../src-shared/messages/languages.ts';
import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import { namesOf } from '../../people/person-names.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { type News, tellPeople } from '../../mail/tell-people.ts';
import type { DelegationMailKind } from '../../mail/templates/changes/delegation.ts';

/** A delegation as its mails describe it. */
export interface MailedDelegation {
  /** Subject (see `subjectOf`); `helper` likewise. */
  readonly giver: string;
  readonly helper: string;
  readonly scope: DelegationScope;
  readonly ends_on: string;
}

/** The person whose action is told, and the language in use. */
export interface Actor {
  readonly subject: string;
  readonly language: Language;
  /** Addresses whose code allowed it (see `News`). Absent: none. */
  readonly used?: readonly string[];
}

/**
 * Tells each side of a delegation, within the caller's transaction.
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
  const names = await namesOf(connection, subjects);
  const at = deps.now().getTime();
  const toSide = (delegation: MailedDelegation, side: 'giver' | 'helper'): News[] => {
    const subject = delegation[side];
    const other = names.get(delegation[side === 'giver' ? 'helper' : 'giver']);
    if (other === undefined) return [];
    const isActor = actor?.subject === subject;
    const mail = { kind, side, other, at, scope: delegation.scope, endsOn: delegation.ends_on } as const;
    return [
      {
        ...{ subject, mail, language: isActor ? actor.language : null },
        used: isActor ? (actor.used ?? []) : [],
      },
    ];
  };
  const news = delegations.flatMap((one) => [...toSide(one, 'giver'), ...toSide(one, 'helper')]);
  await tellPeople(connection, deps, news);
}
