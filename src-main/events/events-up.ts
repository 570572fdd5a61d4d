import { LONGEST_SLEEP, STORAGE_WAIT } from '../clock/waits.ts';
import type { Database } from 'better-sqlite3';
import type { EventAnswer, EventBatch, SentEvent } from '../../src-shared/hub-api/events.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import { retryWait } from '../../src-shared/policy/retry-wait.ts';
import type { Log } from '../log/log.ts';
import type { Random } from '../random/random.ts';
import type { EventJournal, WaitingEvent } from './event-journal.ts';
import type { EventOutcomes } from './event-outcomes.ts';
import type { HubAnswer } from '../hub-client/hub-answer.ts';
import type { HubClient } from '../hub-client/hub-client.ts';
import type { HubConnection } from '../hub-client/hub-connection.ts';
import type { HubContact } from '../hub-client/hub-contact.ts';
import type { HubIdentity } from '../hub-client/hub-identity.ts';
import { NextEvents } from './next-events.ts';

/** What {@link EventsUp} works with. */
export interface EventsUpDeps {
  readonly journal: Database;
  readonly events: EventJournal;
  readonly outcomes: EventOutcomes;
  readonly identity: HubIdentity;
  readonly client: Pick<HubClient, 'call'>;
  readonly contact: HubContact;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Told when this kiosk is, or has just been, let in. */
  readonly enrolled: (connection: HubConnection) => void;
  /** Told after each answer is recorded. */
  readonly settled: (id: string) => void;
}

/**
 * Enrols, then carries decisions to head office in their order, for as long as the application runs. At least once: an
 * answer that was lost or could not be recorded is had again, and head office applies each decision once. One at which
 * the hub fails again and again lets those of other members go on before it (see {@link NextEvents}).
 */
export class EventsUp {
  readonly #deps: EventsUpDeps;
  readonly #next: NextEvents;
  readonly #giveUp = new AbortController();
  #cancelSleep: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #failed = 0;
  /** After a failure: when to try again, the last decision that was waiting then, and whether the hub itself failed. */
  #held: { readonly until: number; readonly last: number | null; readonly reached: boolean } | null = null;

  constructor(deps: EventsUpDeps) {
    this.#deps = deps;
    this.#next = new NextEvents(deps);
  }

  /** Looks for work now. Runs only after the caller's own code, hence outside its transaction. */
  kick(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Head office can be reached again, as another part has found: no longer waits, unless it had been reached. */
  wake(): void {
    if (this.#held?.reached !== true) this.#held = null;
    this.kick();
  }

  /**
   * Ends the loop once the request under way has ended.
   * @param grace milliseconds after which it is given up; it is made again at the next start
   */
  async stop(grace: number): Promise<void> {
    this.#stopped = true;
    this.#cancelSleep();
    const cancel = this.#deps.timers.after(grace, () => this.#giveUp.abort());
    await this.#running;
    cancel();
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#again && !this.#stopped) {
      this.#again = false;
      this.#cancelSleep();
      this.#sleep(await this.#work());
    }
    this.#running = null;
  }

  #sleep(wait: number | null): void {
    if (this.#stopped || wait === null) return;
    this.#cancelSleep = this.#deps.timers.after(Math.min(Math.max(wait, 1), LONGEST_SLEEP), () =>
      this.kick(),
    );
  }

  /** Sends all that waits. @returns milliseconds until there is more to do; null when nothing waits */
  async #work(): Promise<number | null> {
    const { log } = this.#deps;
    try {
      const left = this.#heldFor();
      if (left > 0) return left;
      while (!this.#stopped) {
        const step = await this.#step();
        if (step === 'done') return this.#next.dueIn();
        if (step === 'aside') continue;
        if (step !== 'sent') return this.#hold(step);
        this.#failed = 0;
        this.#held = null;
      }
      return null;
    } catch (error) {
      log.error({ class: errorClass(error) }, 'events-journal-failed');
      return STORAGE_WAIT;
    }
  }

  /** Sends nothing for a while. @returns how long */
  #hold(step: 'failed' | 'faulted' | 'narrowed'): number {
    const { events, clock, random } = this.#deps;
    // Halving has an end: it need not slow down.
    if (step !== 'narrowed') this.#failed += 1;
    const wait = retryWait(step === 'narrowed' ? 1 : this.#failed, random);
    const { last } = events.status();
    this.#held = { until: clock.now() + wait, last, reached: step !== 'failed' };
    return wait;
  }

  /** A fresh decision does not wait for the one before, whose visitor has long gone. */
  #heldFor(): number {
    if (this.#held === null) return 0;
    const { events, clock } = this.#deps;
    const { until, last } = this.#held;
    return events.status().last === last ? until - clock.now() : 0;
  }

  /** One request. `aside`: what failed already waits on its own; `faulted`, `narrowed`: the hub was reached, and failed. */
  async #step(): Promise<'sent' | 'done' | 'failed' | 'faulted' | 'narrowed' | 'aside'> {
    const { identity, client, contact } = this.#deps;
    const tokenBefore = identity.connection()?.token;
    const enrolled = await identity.ensure(this.#giveUp.signal);
    if (!enrolled.ok) return this.#fault('identity', enrolled);
    if (enrolled.value.token !== tokenBefore) contact.report('identity', null);
    this.#deps.enrolled(enrolled.value);
    const waiting = this.#next.take();
    if (waiting.length === 0) return 'done';
    const { token } = enrolled.value;
    const by = { token, signal: this.#giveUp.signal };
    const answer = await client.call('send-events', this.#batch(waiting), by);
    if (!answer.ok) {
      if (answer.fault === 'not-enrolled') identity.rejected();
      this.#fault('events', answer);
      return answer.fault === 'fault' && !this.#stopped ? this.#faulted(waiting) : 'failed';
    }
    const { answers, clockOffset } = answer.value;
    // Which answer is whose can no longer be told.
    if (answers.length !== waiting.length) return this.#fault('events', { ok: false, fault: 'proxy' });
    contact.report('events', null);
    this.#record(waiting, answers);
    this.#next.answered(waiting);
    if (this.#next.anyApart) contact.report('events', 'fault');
    this.#deps.log.info({ count: answers.length, clockOffset }, 'events-answered');
    return 'sent';
  }

  #faulted(sent: readonly WaitingEvent[]): 'faulted' | 'narrowed' | 'aside' {
    const after = this.#next.faulted(sent);
    if (after === 'apart') this.#deps.log.warn({ id: sent[0]?.id }, 'event-set-apart');
    if (after === 'apart-still') return 'aside';
    return after === 'narrowed' ? after : 'faulted';
  }

  #fault(source: 'identity' | 'events', answer: Extract<HubAnswer<never>, { ok: false }>): 'failed' {
    const { contact, log } = this.#deps;
    // A request that was given up at the end says nothing of head office.
    if (this.#stopped) return 'failed';
    contact.report(source, answer.fault);
    log.warn({ source, fault: answer.fault, tries: this.#failed + 1 }, 'events-not-sent');
    return 'failed';
  }

  /** All moments by one look at both clocks: setting either one meanwhile makes no decision older or newer. */
  #batch(waiting: readonly WaitingEvent[]): EventBatch {
    const { events, clock } = this.#deps;
    const sentAt = Math.max(0, Math.round(clock.toWall(clock.now())));
    const sent = waiting.map(({ seq, id, kind, body, age }) => {
      const at = Math.max(0, sentAt - age);
      // A body that cannot be read is told too, so that its place is not missing; head office refuses it.
      return { id, seq, at, body: body ?? { kind } } satisfies Omit<SentEvent, 'body'> & { body: unknown };
    });
    return { sentAt, journal: events.name(), events: sent };
  }

  #record(waiting: readonly WaitingEvent[], answers: readonly EventAnswer[]): void {
    const { journal, outcomes, settled } = this.#deps;
    journal.transaction(() => {
      for (const [index, { id }] of waiting.entries()) {
        const answer = answers[index];
        if (answer) outcomes.apply(id, answer);
      }
    })();
    for (const { id } of waiting) settled(id);
  }
}

/** The kind of an error without its words, which may hold personal data. */
function errorClass(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
