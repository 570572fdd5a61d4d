import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WaitingEvent } from '../../../src-main/events/event-journal.ts';
import { NextEvents } from '../../../src-main/events/next-events.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

/** A queue in memory, of one event a member unless members are named. */
class Queue {
  readonly time = new ManualTime();
  readonly next: NextEvents;
  waiting: WaitingEvent[];
  /** Requests that were made, by the places in them, and what came of each. */
  readonly requests: { readonly seqs: readonly number[]; readonly went: string }[] = [];

  constructor(members: readonly string[]) {
    this.waiting = members.map((memberKey, index) => {
      return { seq: index + 1, id: `e${index + 1}`, memberKey, kind: 'letter-requested', body: null, age: 0 };
    });
    this.next = new NextEvents({
      events: {
        waiting: (limit, without) =>
          this.waiting.filter(({ memberKey }) => !without?.includes(memberKey)).slice(0, limit),
        firstOf: (memberKey) => this.waiting.find((event) => event.memberKey === memberKey) ?? null,
      },
      clock: this.time,
      random: seededRandom(7),
    });
  }

  /** One request to a hub that fails at some events. @returns false when nothing was due */
  send(bad: ReadonlySet<number>): boolean {
    const sent = this.next.take();
    if (sent.length === 0) return false;
    const seqs = sent.map(({ seq }) => seq);
    if (seqs.some((seq) => bad.has(seq))) {
      this.requests.push({ seqs, went: this.next.recordFault(sent) });
    } else {
      this.waiting = this.waiting.filter(({ seq }) => !seqs.includes(seq));
      this.next.recordAnswer(sent);
      this.requests.push({ seqs, went: 'answered' });
    }
    return true;
  }

  /** Sends for as long as anything is due. */
  sendAll(bad: ReadonlySet<number>): void {
    while (this.send(bad));
  }
}

const each = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index}`);
const seqsOf = ({ waiting }: Queue): number[] => waiting.map(({ seq }) => seq);

describe('one event that the hub can never take', () => {
  it('is found by halves after two faults in a row, and the others go', () => {
    const queue = new Queue(each(8));
    queue.sendAll(new Set([6]));
    expect(queue.requests).toEqual([
      { seqs: [1, 2, 3, 4, 5, 6, 7, 8], went: 'doubted' },
      { seqs: [1, 2, 3, 4, 5, 6, 7, 8], went: 'narrowed' },
      { seqs: [1, 2, 3, 4], went: 'answered' },
      { seqs: [5, 6], went: 'narrowed' },
      { seqs: [5], went: 'answered' },
      { seqs: [6], went: 'apart' },
      { seqs: [7, 8], went: 'answered' },
    ]);
    expect(seqsOf(queue)).toEqual([6]);
  });

  it.each(Array.from({ length: 10 }, (_, tenth) => 1 + tenth * 11))(
    'is found within eight more requests wherever it is in a hundred: at %i',
    (place) => {
      const queue = new Queue(each(130));
      queue.sendAll(new Set([place]));
      expect(seqsOf(queue)).toEqual([place]);
      const found = queue.requests.findIndex(({ went }) => went === 'apart');
      expect(found).toBeLessThanOrEqual(2 + 7);
    },
  );

  it('is alone again after a fault that passes: one fault does not take a batch apart', () => {
    const queue = new Queue(each(5));
    queue.send(new Set([3]));
    queue.sendAll(new Set());
    expect(queue.requests.map(({ went }) => went)).toEqual(['doubted', 'answered']);
    expect(queue.requests[1]?.seqs).toHaveLength(5);
  });

  it('waits on its own for longer and longer, and goes once the hub can take it', () => {
    const queue = new Queue(each(2));
    const bad = new Set([1]);
    queue.sendAll(bad);
    const waits: number[] = [];
    for (let tries = 0; tries < 7; tries += 1) {
      const wait = queue.next.dueIn() ?? expect.fail('nothing waits');
      waits.push(Math.round(wait / 1000));
      expect(queue.send(bad), 'not before').toBe(false);
      queue.time.setWallBy(wait);
      expect(queue.send(bad)).toBe(true);
      expect(queue.requests.at(-1)).toEqual({ seqs: [1], went: 'apart-still' });
    }
    for (const [index, seconds] of [2, 5, 15, 60, 300, 900, 900].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(seconds * 0.8 - 1);
      expect(waits[index]).toBeLessThanOrEqual(seconds * 1.2 + 1);
    }
    expect(queue.next.anyApart).toBe(true);
    queue.time.setWallBy(20 * MINUTE);
    queue.sendAll(new Set());
    expect(seqsOf(queue)).toEqual([]);
    expect(queue.next.anyApart).toBe(false);
    expect(queue.next.dueIn()).toBeNull();
  });

  it('keeps the later events of its member behind it', () => {
    const queue = new Queue(['a', 'b', 'a', 'c', 'a']);
    const bad = new Set([1]);
    queue.sendAll(bad);
    expect(seqsOf(queue)).toEqual([1, 3, 5]);
    queue.time.setWallBy(20 * MINUTE);
    queue.sendAll(new Set());
    expect(queue.requests.slice(-2)).toEqual([
      { seqs: [1], went: 'answered' },
      { seqs: [3, 5], went: 'answered' },
    ]);
  });
});

describe('whichever events the hub cannot take', () => {
  it('all others are answered, each once, in the order of their member', () => {
    const members = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 220 });
    fc.assert(
      fc.property(members, fc.uniqueArray(fc.nat(219), { maxLength: 6 }), (of, places) => {
        const queue = new Queue(of.map((member) => `m${member}`));
        const bad = new Set(places.map((place) => place + 1).filter((seq) => seq <= of.length));
        queue.sendAll(bad);
        const answered = queue.requests.filter(({ went }) => went === 'answered').flatMap(({ seqs }) => seqs);
        expect(new Set(answered).size).toBe(answered.length);
        // Exactly what is not behind a bad one of its member.
        const blocked = new Set<number>();
        const behind = of.flatMap((member, index) => {
          if (bad.has(index + 1)) blocked.add(member);
          return blocked.has(member) ? [index + 1] : [];
        });
        expect(seqsOf(queue)).toEqual(behind);
        for (const member of new Set(of)) {
          const own = answered.filter((seq) => of[seq - 1] === member);
          expect(own).toEqual(own.toSorted((one, other) => one - other));
        }
        queue.time.setWallBy(60 * MINUTE);
        queue.sendAll(new Set());
        expect(queue.waiting).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
