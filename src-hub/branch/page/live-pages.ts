import { PassThrough } from 'node:stream';
import type { PageState } from '../../../src-shared/hub-api/staff/branch-page.ts';
import { PAGE_BEAT, STREAMS_PER_HUB, STREAMS_PER_SESSION } from '../../../src-shared/policy/staff/branch.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { isDatabaseUnavailable } from '../../database/unavailable.ts';
import type { StaffCaller } from '../../http/caller.ts';
import { shownName, type StaffPerson } from '../../staff/staff-people.ts';
import { BRANCH_CHANNEL } from '../told-kiosk.ts';
import { readBranch, type BranchView } from './branch-view.ts';
import { standingPages } from './page-session.ts';

/** Wait after a change before a branch is read, in milliseconds: what changes together is told together. */
const GATHER = 80;

/** Every so many beats all is read anew: silence of a kiosk and the end of a block are no change that somebody tells. */
const READ_EVERY = 3;

/** Bytes that a reader may be behind; beyond that its page connects again. */
const MOST_BEHIND = 1_000_000;

/** Names all branches where a branch is named. A branch has no such name: kiosks have one. */
const ALL = '';

/** A page that listens. */
interface Stream {
  readonly caller: StaffCaller;
  readonly person: StaffPerson;
  readonly out: PassThrough;
  isLocked: boolean;
  /** What was sent last, without its time. */
  sent: string;
}

/** What a page shows, for its reader. */
export function stateFor(
  view: BranchView,
  { caller, person, isLocked }: Pick<Stream, 'caller' | 'person' | 'isLocked'>,
  now: Date,
): PageState {
  const { calls, ...common } = view;
  return {
    now: now.getTime(),
    me: { name: shownName(person), role: person.role, branch: person.branch },
    csrf: caller.csrf,
    isLocked,
    endsAt: caller.endsAt.getTime(),
    ...common,
    calls: calls.map(({ badge, member, ...call }) => {
      const isMine = badge === person.badge;
      return { ...call, isMine, person: isMine && !isLocked && person.role !== 'it' ? member : null };
    }),
  };
}

/**
 * The open pages of this hub. One connection listens for all; a change of a branch is read once, however many pages show
 * it.
 */
export class LivePages {
  readonly #deps: HubDeps;
  readonly #streams = new Set<Stream>();
  readonly #changed = new Set<string>();
  #listening: Promise<() => Promise<void>> | null = null;
  #gather: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;
  #beats = 0;
  /** Readings are one after the other, so that an older one never comes last. */
  #reading: Promise<void> = Promise.resolve();

  constructor(deps: HubDeps) {
    this.#deps = deps;
    deps.stopping.addEventListener('abort', () => this.#endAll(), { once: true });
  }

  get open(): number {
    return this.#streams.size;
  }

  /** Opens a page's stream, which begins with what it shows now. @returns null: too many are open */
  async add(caller: StaffCaller, person: StaffPerson): Promise<PassThrough | null> {
    const own = this.#of(caller.id);
    if (this.#streams.size >= STREAMS_PER_HUB || own.length >= STREAMS_PER_SESSION) return null;
    const out = new PassThrough();
    const stream: Stream = { caller, person, out, isLocked: caller.isLocked, sent: '' };
    this.#streams.add(stream);
    out.on('close', () => this.#remove(stream));
    out.on('error', () => this.#remove(stream));
    if (this.#deps.stopping.aborted) out.end();
    this.#beat ??= setInterval(() => this.#onBeat(), PAGE_BEAT).unref();
    await this.#listen().catch((error: unknown) => {
      out.destroy();
      throw error;
    });
    this.#change(person.branch ?? ALL, 0);
    return out;
  }

  /** The password of a page was typed: its tabs show all again. */
  unlock(page: string): void {
    for (const stream of this.#of(page)) {
      stream.isLocked = false;
      this.#change(stream.person.branch ?? ALL, 0);
    }
  }

  /** Ends the tabs of a page. */
  end(page: string): void {
    for (const stream of this.#of(page)) this.#endOne(stream);
  }

  async close(): Promise<void> {
    this.#endAll();
    clearInterval(this.#beat);
    clearTimeout(this.#gather);
    const stop = await this.#listening?.catch(() => undefined);
    await stop?.();
    await this.#reading;
  }

  async #listen(): Promise<void> {
    this.#listening ??= this.#deps.database.listen(BRANCH_CHANNEL, (branch) => this.#heard(branch));
    try {
      await this.#listening;
    } catch (error) {
      this.#listening = null;
      throw error;
    }
  }

  /** @param branch empty: notifications may be missing */
  #heard(branch: string): void {
    if (branch === '') for (const { person } of this.#streams) this.#change(person.branch ?? ALL, GATHER);
    else {
      this.#change(branch, GATHER);
      this.#change(ALL, GATHER);
    }
  }

  #change(branch: string, wait: number): void {
    this.#changed.add(branch);
    if (wait === 0) this.#read();
    else
      this.#gather ??= setTimeout(() => {
        this.#gather = undefined;
        this.#read();
      }, wait).unref();
  }

  #read(): void {
    const read = async (): Promise<void> => {
      const branches = [...this.#changed];
      this.#changed.clear();
      for (const branch of branches) {
        const readers = [...this.#streams].filter(({ person }) => (person.branch ?? ALL) === branch);
        if (readers.length === 0) continue;
        const view = await readBranch(this.#deps.database, branch === ALL ? null : branch, this.#deps.now());
        for (const reader of readers) this.#send(reader, view);
      }
    };
    this.#reading = this.#reading.then(read).catch((error: unknown) => this.#warn(error));
  }

  #send(stream: Stream, view: BranchView): void {
    const state = stateFor(view, stream, this.#deps.now());
    const { now, ...lasting } = state;
    const text = JSON.stringify(lasting);
    if (text === stream.sent) return;
    stream.sent = text;
    this.#write(stream, `data: ${JSON.stringify({ now, ...lasting })}\n\n`);
  }

  #write({ out }: Stream, text: string): void {
    if (out.destroyed || out.writableEnded) return;
    if (out.writableLength > MOST_BEHIND) out.destroy();
    else out.write(text);
  }

  #onBeat(): void {
    this.#beats += 1;
    if (this.#streams.size === 0) return;
    const judge = async (): Promise<void> => {
      const pages = [...new Set([...this.#streams].map(({ caller }) => caller.id))];
      const standing = await standingPages(this.#deps.database, this.#deps.now(), pages);
      for (const stream of this.#streams) {
        const found = standing.get(stream.caller.id);
        if (found === undefined) {
          this.#endOne(stream);
          continue;
        }
        if (found.isLocked !== stream.isLocked) {
          stream.isLocked = found.isLocked;
          this.#changed.add(stream.person.branch ?? ALL);
        }
        this.#write(stream, `event: beat\ndata: ${this.#deps.now().getTime()}\n\n`);
      }
      if (this.#beats % READ_EVERY === 0) this.#heard('');
      if (this.#changed.size > 0) this.#read();
    };
    void judge().catch((error: unknown) => this.#warn(error));
  }

  #of(page: string): Stream[] {
    return [...this.#streams].filter(({ caller }) => caller.id === page);
  }

  /** The page is told, so that it asks for the password, and does not connect again. */
  #endOne(stream: Stream): void {
    this.#write(stream, 'event: ended\ndata: {}\n\n');
    stream.out.end();
  }

  #remove(stream: Stream): void {
    this.#streams.delete(stream);
  }

  #endAll(): void {
    for (const { out } of this.#streams) out.end();
  }

  #warn(error: unknown): void {
    if (isDatabaseUnavailable(error)) this.#deps.database.noteAway(error);
    else this.#deps.log.warn({ code: String(Reflect.get(Object(error), 'code')) }, 'branch-unread');
  }
}
