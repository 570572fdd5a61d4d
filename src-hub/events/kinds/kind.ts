import type { EventAnswer, EventBody, EventKind } from '../../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { MailDeps } from '../../mail/post-mail.ts';

/** A decision that is new to the hub, not expired, and of a member it knows unless its kind is of anybody. */
export interface Decision<Kind extends EventKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly body: Extract<EventBody, { kind: Kind }>;
  /** By the hub's clock, in milliseconds since 1970 UTC. */
  readonly decidedAt: number;
}

/** What a kind needs besides the database. */
export interface KindContext {
  /** `HUB_SECRET`. */
  readonly secret: string;
  /** Receipt of the batch. */
  readonly now: number;
  /** For mails that go with the decisions. */
  readonly mail: MailDeps;
}

/** One kind's part in one batch: it decides on what it has read, then writes all effects at once. */
export interface KindRun<Kind extends EventKind> {
  /** Decides one event, in the order of the batch, and remembers its effect for {@link save}. */
  decide(decision: Decision<Kind>): EventAnswer;
  /** Hears of one that was refused before it got here, for whom it is about to be told of it. */
  reject?(decision: Decision<Kind>, reason: 'expired'): void;
  /** Writes the effects of what was decided; the events themselves are there already. */
  save(connection: HubConnection): Promise<void>;
}

/** How the hub carries out one kind of event; one file each in `kinds/`. */
export interface KindOfEvent<Kind extends EventKind> {
  /** What the schema cannot say of a body: false refuses the event as malformed. */
  isAcceptable?(body: Decision<Kind>['body']): boolean;
  /**
   * Reads what must be known of these members, who are locked until the commit (see `lock-people.ts`).
   * @param subjects from `eventSubject`: member numbers, but for kinds that are of anybody
   */
  open(connection: HubConnection, subjects: readonly string[], context: KindContext): Promise<KindRun<Kind>>;
}
