import type { HubSecret } from '../../basics/hub-secret.ts';
import type { EventAnswer, EventBody, EventKind } from '../../../src-shared/hub-api/events.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { KioskMails } from '../../mail/kiosk-mails.ts';
import type { MailDeps } from '../../mail/post-mail.ts';

/** A new event that has not expired. Its member is known, unless events of its kind may come from anybody. */
export interface Decision<Kind extends EventKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly body: Extract<EventBody, { kind: Kind }>;
  /** Milliseconds since 1970 UTC, by the hub's clock. */
  readonly decidedAt: number;
}

export interface KindContext {
  readonly secret: HubSecret;
  /** Id of the kiosk or website that sent the batch. */
  readonly kiosk: string;
  /** When the batch was received, in milliseconds since 1970 UTC. */
  readonly now: number;
  /** Tells that the sender has met a limit which people do not meet. @param limit its name in log and figures */
  readonly limitReached: (limit: string) => void;
  /**
   * Members whose password was set by an earlier event of this batch: whether only the kiosk attested it. It goes above what
   * was read when the batch was opened, so that one batch decides as many would.
   */
  readonly passwordsSet: Map<string, { readonly isAttested: boolean }>;
  /** Mails about requests that the sender may still cause; null: no event of the batch causes one. */
  readonly requestMails: KioskMails | null;
  /** For mails that go with the decisions. */
  readonly mail: MailDeps & Pick<HubDeps, 'log' | 'metrics'>;
}

/** One kind's work on one batch: decides from data it has read, then writes all effects at once. */
export interface KindRun<Kind extends EventKind> {
  /** Decides one event, in the order of the batch, and keeps its effect for {@link save}. */
  decide(decision: Decision<Kind>): EventAnswer;
  /** Takes note of an event that was refused before `decide`, if its sender must hear of it. */
  reject?(decision: Decision<Kind>, reason: 'expired'): void;
  /** Writes the effects. The rows of the events are stored already. */
  save(connection: HubConnection): Promise<void>;
}

/** How the hub handles one kind of event. Each has a file in `kinds/`. */
export interface EventKindHandler<Kind extends EventKind> {
  /** Checks what the schema cannot express. False: the event is refused as malformed. */
  isAcceptable?(body: Decision<Kind>['body']): boolean;
  /**
   * Reads what is needed of these people, who stay locked until the commit (see `lock-people.ts`).
   * @param subjects from `eventSubject`: member numbers, or other subjects for kinds that anybody may send
   */
  open(
    connection: HubConnection,
    subjects: readonly string[],
    context: KindContext,
    bodies: readonly Decision<Kind>['body'][],
  ): Promise<KindRun<Kind>>;
}
