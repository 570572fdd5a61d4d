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

/** What {@link EventsUp} needs. */
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
  /** Called when this kiosk is enrolled, or was just enrolled. */
  readonly enrolled: (connection: HubConnection) => void;
  /** Called after each answer is recorded. */
  readonly settled: (id: string) => void;
}

/**
 * Enrols the kiosk, then sends decisions to head office in order, as long as the application runs. Each is sent at
 * least once: after a lost answer it is sent again, and head office applies it once. When the hub fails repeatedly at
 * one decision, those of other members go first (see {@link NextEvents}).
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
  /** After a failure: when to try again, the last decision waiting then, and whether the hub itself failed. */
  #held: { readonly until: number; readonly last: number | null; readonly reached: boolean } | null = null;

  constructor(deps: EventsUpDeps) {
    this.#deps = deps;
    this.#next = new NextEvents(deps);
  }

  /** Checks for work now. It runs after the caller's code, so outside the caller's transaction. */
  kick(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Another part has reached head office again: stops waiting, unless the hub itself had failed. */
  wake(): void {
    if (this.#held?.reached !== true) this.#held = null;
    this.kick();
  }

  /**
   * Stops after the present call.
   * @param grace milliseconds after which the call is aborted; it is repeated at the next start
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

  /**
   * Sends all waiting decisions.
   * @returns milliseconds until there is more to do; null: nothing waits
   */
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

  /**
   * Pauses the sending.
   * @returns milliseconds
   */
  #hold(step: 'failed' | 'faulted' | 'narrowed'): number {
    const { events, clock, random } = this.#deps;
    // Halving ends by itself: the pause need not grow.
    if (step !== 'narrowed') this.#failed += 1;
    const wait = retryWait(step === 'narrowed' ? 1 : this.#failed, random);
    const { last } = events.status();
    this.#held = { until: clock.now() + wait, last, reached: step !== 'failed' };
    return wait;
  }

  /** A new decision ends the pause, since its visitor waits; the visitor of the earlier one has left. */
  #heldFor(): number {
    if (this.#held === null) return 0;
    const { events, clock } = this.#deps;
    const { until, last } = this.#held;
    return events.status().last === last ? until - clock.now() : 0;
  }

  /**
   * Makes one call. `aside`: a decision that failed before waits separately. `faulted`, `narrowed`: the hub was
   * reached, and failed.
   */
  async #step(): Promise<'sent' | 'done' | 'failed' | 'faulted' | 'narrowed' | 'aside'> {
    const { identity, client, contact } = this.#deps;
    const tokenBefore = identity.connection()?.token;
    const enrolled = await identity.ensure(this.#giveUp.signal);
    if (!enrolled.ok) return this.#fault('identity', enrolled);
    if (enrolled.value.token !== tokenBefore) contact.report('identity', null);
    this.#deps.enrolled(enrolled.value);
    const waiting = this.#next.take();
    if (waiting.length === 0) return 'done';
    const options = { by: enrolled.value, signal: this.#giveUp.signal };
    const answer = await client.call('send-events', this.#batch(waiting), options);
    if (!answer.ok) {
      if (answer.fault === 'not-enrolled') identity.markRejected();
      this.#fault('events', answer);
      return answer.fault === 'fault' && !this.#stopped ? this.#faulted(waiting) : 'failed';
    }
    const { answers, clockOffset } = answer.value;
    // It is unknown which answer belongs to which event.
    if (answers.length !== waiting.length) return this.#fault('events', { ok: false, fault: 'proxy' });
    contact.report('events', null);
    this.#record(waiting, answers);
    this.#next.recordAnswer(waiting);
    if (this.#next.anyApart) contact.report('events', 'fault');
    this.#deps.log.info({ count: answers.length, clockOffset }, 'events-answered');
    return 'sent';
  }

  #faulted(sent: readonly WaitingEvent[]): 'faulted' | 'narrowed' | 'aside' {
    const after = this.#next.recordFault(sent);
    if (after === 'apart') this.#deps.log.warn({ id: sent[0]?.id }, 'event-set-apart');
    if (after === 'apart-still') return 'aside';
    return after === 'narrowed' ? after : 'faulted';
  }

  #fault(source: 'identity' | 'events', answer: Extract<HubAnswer<never>, { ok: false }>): 'failed' {
    const { contact, log } = this.#deps;
    // A call that was aborted by the stop says nothing about head office.
    if (this.#stopped) return 'failed';
    contact.report(source, answer.fault, answer.code ?? null);
    log.warn({ source, fault: answer.fault, tries: this.#failed + 1 }, 'events-not-sent');
    return 'failed';
  }

  /**
   * Computes all moments from one reading of both clocks, so that a changed clock does not change the age of
   * decisions.
   */
  #batch(waiting: readonly WaitingEvent[]): EventBatch {
    const { events, clock } = this.#deps;
    const sentAt = Math.max(0, Math.round(clock.toWall(clock.now())));
    const sent = waiting.map(({ seq, id, kind, body, age }) => {
      const at = Math.max(0, sentAt - age);
      // An unreadable body is sent too, so that its position is not missing; head office refuses it.
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

/** Class of an error, without its words, which may hold personal data. */
function errorClass(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
