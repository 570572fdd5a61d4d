import type { FeedEnd, FeedQuery } from '../../../src-shared/hub-api/feed.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { ChangeWatch } from './change-watch.ts';
import { knowsMark, type FeedHead } from './feed-head.ts';
import { countChangesAfter, PAGE_ROWS, readPage, type FeedPage, type PageRange } from './feed-page.ts';
import { SharedAnswers } from './shared-answers.ts';

/** Answer to one request of the feed. */
export type FeedAnswer =
  /** The client's position is not of this history, for the given reason: it must load everything again. */
  | { readonly kind: 'reload'; readonly because: 'epoch' | 'ahead' | 'mark' }
  /** All changes in one text. `key` is equal for equal answers. */
  | { readonly kind: 'whole'; readonly epoch: string; readonly key: string; readonly text: string }
  /** Pages of text; each is read while the one before is being sent. */
  | { readonly kind: 'pages'; readonly epoch: string; readonly pages: AsyncIterable<string> };

/**
 * The feed of changes. An answer ends at the latest change when it began: a member who changes meanwhile gets a later
 * position and comes with the next answer.
 */
export class MemberFeed {
  readonly watch: ChangeWatch;
  readonly #deps: HubDeps;
  readonly #pages = new SharedAnswers<FeedPage>();
  readonly #pageRows: number;

  constructor(deps: HubDeps, pageRows = PAGE_ROWS) {
    this.#deps = deps;
    this.#pageRows = pageRows;
    this.watch = new ChangeWatch(deps);
  }

  /**
   * Answers one request. With `wait` it answers as soon as there are changes.
   * @param gone aborted when the client has disconnected
   */
  async open(query: FeedQuery, gone: AbortSignal): Promise<FeedAnswer> {
    const patient = query.wait > 0;
    if (patient) await this.watch.listen();
    let head = await (patient ? this.watch.recent() : this.watch.fresh());
    let reason = await this.#reloadReason(query, head);
    if (reason !== null && patient) {
      // Another hub may have sent the client a change that this hub has not noticed yet.
      head = await this.watch.fresh();
      reason = await this.#reloadReason(query, head);
    }
    if (reason === null && patient && head.position === query.after) {
      head = await this.watch.wait(head, query.wait, gone);
      reason = await this.#reloadReason(query, head);
    }
    return reason === null ? this.#answer(query, head) : { kind: 'reload', because: reason };
  }

  /** Closes the listening connection. Waiting clients are answered. */
  close(): Promise<void> {
    return this.watch.close();
  }

  /** @returns why the client's position is not of this history; null when it is */
  async #reloadReason(query: FeedQuery, head: FeedHead): Promise<'epoch' | 'ahead' | 'mark' | null> {
    const { after, epoch, mark, markAt } = query;
    if (after === 0) return null;
    if (epoch !== undefined && epoch !== head.epoch) return 'epoch';
    if (after > head.position) return 'ahead';
    if (mark === undefined || markAt === undefined) return null;
    if (markAt === head.position && mark === head.mark) return null;
    return (await knowsMark(this.#deps.database, markAt, mark)) ? null : 'mark';
  }

  async #answer({ after }: FeedQuery, head: FeedHead): Promise<FeedAnswer> {
    const range: PageRange = { after, upTo: head.position, removals: after > 0 };
    const first = await this.#page(range, head);
    const { epoch } = head;
    if (first.rows === this.#pageRows)
      return { kind: 'pages', epoch, pages: this.#stream(range, first, head) };
    return {
      kind: 'whole',
      epoch,
      key: `${epoch} ${head.mark} ${after}-${head.position}`,
      text: first.text + endLine(head, 0),
    };
  }

  async *#stream(range: PageRange, first: FeedPage, head: FeedHead): AsyncGenerator<string> {
    for (let page = first; ;) {
      const next = page.rows === this.#pageRows ? this.#page({ ...range, after: page.last }, head) : null;
      // Read ahead: when the client disconnects meanwhile, nobody awaits it.
      next?.catch(() => undefined);
      if (page.rows > 0) yield page.text;
      if (!next) break;
      page = await next;
    }
    const now = await this.watch.fresh();
    const behind =
      now.position > head.position ? await countChangesAfter(this.#deps.database, head.position) : 0;
    yield endLine(head, behind);
  }

  async #page(range: PageRange, { epoch, mark }: FeedHead): Promise<FeedPage> {
    const { after, upTo, removals } = range;
    if (after === upTo) return { text: '', rows: 0, last: after };
    const key = `${epoch} ${mark} ${after}-${upTo} ${removals}`;
    return this.#pages.get(key, () => readPage(this.#deps.database, range, this.#pageRows));
  }
}

function endLine({ position, epoch, mark }: FeedHead, behind: number): string {
  const end: FeedEnd = { end: position, epoch, mark, behind };
  return `${JSON.stringify(end)}\n`;
}
