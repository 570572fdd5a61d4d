import { z } from 'zod';
import { kioskState, RETURN_REASONS, WAIT_REASONS, type Outcome } from '../../src-shared/release/handover.ts';
import { version } from '../../src-shared/release/manifest.ts';

/** A package that the service keeps, by its name in the folder of packages. */
const keptPackage = z.object({
  file: z.string(),
  size: z.int(),
  sha256: z.string(),
});

/** See {@link keptPackage}. */
export type KeptPackage = z.infer<typeof keptPackage>;

/**
 * An update under way. It is on the disk before each step begins, so that whoever starts after a power cut goes on from
 * there. A later version of the service may have to end what this one has begun: fields are only added.
 */
export const transaction = z.object({
  format: z.literal(1),
  /**
   * `prepare`: keep the former package. `save`: stop the kiosk, copy its journal. `install`: the new package.
   * `judge`: the new version runs. `return`: journal and former package. `look`: the former version runs again.
   */
  step: z.enum(['prepare', 'save', 'install', 'judge', 'return', 'look']),
  /** How often the step was begun before. */
  tries: z.int().min(0),
  from: version,
  to: version,
  target: keptPackage,
  /** Null: not kept yet. */
  former: keptPackage.nullable(),
  /** What the kiosk could do before; null: it told nothing. */
  before: kioskState.shape.health.nullable(),
  /** Somebody waits for it: opening hours and what is still to be sent do not hold it. */
  now: z.boolean(),
  /** Why it goes back. */
  reason: z.enum(RETURN_REASONS).nullable(),
  detail: z.string(),
  /** Which journal the former version found. */
  journal: z.enum(['former', 'kept']).nullable(),
});

/** See {@link transaction}. */
export type Transaction = z.infer<typeof transaction>;

/** What has become of the step that was begun. */
export type Event =
  | { readonly kind: 'done'; readonly former?: KeptPackage; readonly journal?: 'former' | 'kept' }
  | { readonly kind: 'failed'; readonly reason: string; readonly detail: string }
  /** The process or the machine ended in the midst of it. */
  | { readonly kind: 'resumed' };

type EndOf<T> = T extends Outcome ? Omit<T, 'number' | 'at'> : never;

/** An outcome that has no number yet. */
export type End = EndOf<Outcome>;

/** What follows. */
export type Next =
  /** Begin the step of this transaction. */
  | { readonly go: Transaction }
  /** Over: the outcome is told, and the kiosk is to run. */
  | { readonly end: End }
  /** Neither version could be put in place now: tell it, let the kiosk run if it can, and try again later. */
  | { readonly pause: Transaction; readonly end: End };

/** How often a step is begun before it counts as failed. */
const TRIES = { install: 2, judge: 3, look: 3 } as const;

/** A number of returns after which it is told that somebody has to come; it is tried on. */
const RETURNS = 3;

/** What follows after a step. Knows nothing of disks and programs: any two calls with the same arguments agree. */
export function next(tx: Transaction, event: Event): Next {
  switch (tx.step) {
    case 'prepare':
      if (event.kind === 'done' && event.former) return begin({ ...tx, former: event.former }, 'save');
      return { end: waiting(tx, event) };
    case 'save':
      return event.kind === 'done' ? begin(tx, 'install') : { end: waiting(tx, event) };
    case 'install':
      if (event.kind === 'done') return begin(tx, 'judge');
      return event.kind === 'resumed' ? again(tx, TRIES.install) : goBack(tx, event.reason, event.detail);
    case 'judge':
      if (event.kind === 'done') return { end: { kind: 'installed', ...common(tx, 'as good as before') } };
      return event.kind === 'resumed' ? again(tx, TRIES.judge) : goBack(tx, event.reason, event.detail);
    case 'return':
      if (event.kind === 'done') return begin({ ...tx, journal: event.journal ?? 'kept' }, 'look');
      if (event.kind === 'resumed') return { go: { ...tx, tries: tx.tries + 1 } };
      return returnLater(tx, event.detail);
    case 'look':
      if (event.kind === 'resumed' && tx.tries + 1 < TRIES.look)
        return { go: { ...tx, tries: tx.tries + 1 } };
      return { end: cameBack(tx, event) };
  }
}

function begin(tx: Transaction, step: Transaction['step']): Next {
  return { go: { ...tx, step, tries: 0 } };
}

function again(tx: Transaction, tries: number): Next {
  if (tx.tries + 1 < tries) return { go: { ...tx, tries: tx.tries + 1 } };
  return goBack(tx, 'interrupted', `${tx.step}: interrupted ${tx.tries + 1} times`);
}

function goBack(tx: Transaction, reason: string, detail: string): Next {
  const known = RETURN_REASONS.find((one) => one === reason) ?? 'not-installed';
  return begin({ ...tx, reason: known, detail }, 'return');
}

function returnLater(tx: Transaction, detail: string): Next {
  const tries = tx.tries + 1;
  const end: End = { kind: 'stuck', ...common(tx, `going back: ${detail}`) };
  // A short lack of room or a program that holds a lock is no reason to call somebody.
  return tries < RETURNS ? { go: { ...tx, tries } } : { pause: { ...tx, tries }, end };
}

function waiting(tx: Transaction, event: Event): End {
  if (event.kind !== 'failed')
    return { kind: 'waiting', reason: 'interrupted', ...common(tx, `${tx.step}: interrupted`) };
  const reason = WAIT_REASONS.find((one) => one === event.reason) ?? 'interrupted';
  return { kind: 'waiting', reason, ...common(tx, event.detail) };
}

function cameBack(tx: Transaction, event: Event): End {
  const served = event.kind === 'done';
  const detail = event.kind === 'failed' ? `${tx.detail}; then ${event.reason}: ${event.detail}` : tx.detail;
  // A kiosk that serves with less than before is said in the detail; one that does not serve needs somebody.
  if (!served && event.kind === 'failed' && ['not-started', 'not-painted', 'journal'].includes(event.reason))
    return { kind: 'stuck', ...common(tx, detail) };
  return {
    kind: 'came-back',
    reason: tx.reason ?? 'not-installed',
    journal: tx.journal ?? 'kept',
    ...common(tx, detail),
  };
}

function common({ from, to }: Transaction, detail: string) {
  return { from, to, detail: detail.slice(0, 500) };
}
