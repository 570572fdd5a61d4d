import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EventAnswer, EventKind } from '../../src-shared/hub-api/events.ts';

/** What {@link HubMetrics.attempt} counts. `confirmation`: by the button behind a link, or by a code at a kiosk. */
type Attempt =
  | 'login'
  | 'letter'
  | 'provisional-password'
  | 'activation'
  | 'confirmation'
  | 'recovery'
  | 'recovery-code'
  | 'password-code'
  | 'disavowal'
  | 'space-code'
  | 'staff'
  | 'branch-page'
  | 'staff-factor'
  | 'staff-act'
  | 'device';

/** Counters of the hub. No label names a person or a machine. */
export interface HubMetrics {
  /** Counts the outcome of one event. `kind`: `unknown` for an event that could not be read. */
  event(kind: EventKind | 'unknown', answer: EventAnswer): void;
  /** Counts the outcome of an attempt of a visitor, or of the reader of a mail. */
  attempt(what: Attempt, result: string): void;
  /** Counts a request that met a limit of head office. @param limit its name in the log */
  limitReached(limit: string): void;
  /** A kiosk begins (1) or ends (-1) to wait for changes of members. */
  feedWaiter(change: 1 | -1): void;
  /** Counts one answer. `route`: the pattern, never the real address. */
  request(method: string, route: string, status: number, seconds: number): void;
  /** Registers a gauge whose values are read on each request of `/metrics`. */
  onRead(name: string, help: string, labels: readonly string[], read: (gauge: Gauge) => Promise<void>): void;
  /** All figures in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Figures of this process: what collects them runs until its end, so once. */
let ofProcess: Registry | null = null;

function processFigures(): Registry {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}

/** Creates counters that are independent of other hubs in this process. */
export function createHubMetrics(): HubMetrics {
  const registry = new Registry();
  const registers = [registry];
  const figuresOfProcess = processFigures();
  const events = new Counter({
    name: 'hub_events_total',
    help: 'Events of kiosks by kind and outcome',
    labelNames: ['kind', 'status', 'reason'],
    registers,
  });
  const attempts = new Counter({
    name: 'hub_attempts_total',
    help: 'Logins, letters redeemed, activations, confirmations and recoveries, by outcome',
    labelNames: ['what', 'result'],
    registers,
  });
  const limits = new Counter({
    name: 'hub_limits_reached_total',
    help: 'Requests that met a limit which people do not meet, by limit',
    labelNames: ['limit'],
    registers,
  });
  const waiters = new Gauge({
    name: 'hub_feed_waiters',
    help: 'Kiosks that wait for news of members',
    registers,
  });
  const requests = new Histogram({
    name: 'hub_request_seconds',
    help: 'Time of answers by route and status; waiting for news counts',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 60],
    registers,
  });
  return {
    event: (kind, answer) =>
      events.inc({
        kind,
        status: answer.status,
        reason: answer.status === 'accepted' ? 'none' : answer.reason,
      }),
    attempt: (what, result) => attempts.inc({ what, result }),
    limitReached: (limit) => limits.inc({ limit }),
    feedWaiter: (change) => waiters.inc(change),
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    onRead: (name, help, labels, read) => {
      new Gauge({
        name,
        help,
        labelNames: [...labels],
        registers,
        async collect() {
          await read(this);
        },
      });
    },
    text: async () => [await figuresOfProcess.metrics(), await registry.metrics()].join('\n'),
    contentType: registry.contentType,
  };
}
