import type { FeedEnd, FeedQuery } from '../../../src-shared/hub-api/feed.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { ChangeWatch } from './change-watch.ts';
import { knowsMark, type FeedHead } from './feed-head.ts';
import { countAfter, PAGE_ROWS, readPage, type FeedPage, type PageRange } from './feed-page.ts';
import { SharedAnswers } from './shared-answers.ts';

/** What a client gets. */
export type FeedAnswer =
  /** The cursor is not of this history, for the named reason: the client loads everything anew. */
  | { readonly kind: 'reload'; readonly because: 'epoch' | 'ahead' | 'mark' }
  /** Everything in one text; `key` is the same for all who get the same. */
  | { readonly kind: 'whole'; readonly epoch: string; readonly key: string; readonly text: string }
  /** Page by page, fetched while the one before is being sent. */
  | { readonly kind: 'pages'; readonly epoch: string; readonly pages: AsyncIterable<string> };

/**
 * The change feed of one hub. An answer goes up to the latest change at its beginning: a member that changes
 * meanwhile moves behind that and comes with the next one.
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
   * Answers one request; with `wait`, only when there is something to say.
   * @param gone aborted when the client has gone away
   */
  async open(query: FeedQuery, gone: AbortSignal): Promise<FeedAnswer> {
    const patient = query.wait > 0;
    if (patient) await this.watch.listen();
    let head = await (patient ? this.watch.recent() : this.watch.fresh());
    let doubt = await this.#doubt(query, head);
    if (doubt !== null && patient) {
      // Another hub may have told the client of a change that this one has not heard of yet.
      head = await this.watch.fresh();
      doubt = await this.#doubt(query, head);
    }
    if (doubt === null && patient && head.position === query.after) {
      head = await this.watch.wait(head, query.wait, gone);
      doubt = await this.#doubt(query, head);
    }
    return doubt === null ? this.#answer(query, head) : { kind: 'reload', because: doubt };
  }

  /** Ends the listening connection; who waits is answered. */
  close(): Promise<void> {
    return this.watch.close();
  }

  /** @returns why the client's cursor is not of this history; null: it is */
  async #doubt(query: FeedQuery, head: FeedHead): Promise<'epoch' | 'ahead' | 'mark' | null> {
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
      // Fetched ahead: when the client goes away meanwhile, nobody asks how that ended.
      next?.catch(() => undefined);
      if (page.rows > 0) yield page.text;
      if (!next) break;
      page = await next;
    }
    const now = await this.watch.fresh();
    const behind = now.position > head.position ? await countAfter(this.#deps.database, head.position) : 0;
    yield endLine(head, behind);
  }

  #page(range: PageRange, { epoch, mark }: FeedHead): Promise<FeedPage> {
    if (range.after === range.upTo) return Promise.resolve({ text: '', rows: 0, last: range.after });
    const key = `${epoch} ${mark} ${range.after}-${range.upTo} ${range.removals}`;
    return this.#pages.get(key, () => readPage(this.#deps.database, range, this.#pageRows));
  }
}

function endLine({ position, epoch, mark }: FeedHead, behind: number): string {
  const end: FeedEnd = { end: position, epoch, mark, behind };
  return `${JSON.stringify(end)}\n`;
}
