import {
  BRANCH_PAGE_PATH,
  CSRF_HEADER,
  type PageCall,
  type PageState,
} from '../../src-shared/hub-api/staff/branch-page.ts';
import type { STAFF_CALLS } from '../../src-shared/hub-api/staff/staff-calls.ts';
import type { CallAnswer, CallBody } from '../../src-shared/hub-api/hub-calls.ts';
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '../../src-shared/messages/languages.ts';
import { CALL_UNANSWERED } from '../../src-shared/policy/staff/branch.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import { Bell } from './bell.ts';

type CallName = keyof typeof STAFF_CALLS;

/** An answer of the hub, or why there is none: `away`: no answer; `ended`: log in; `malformed`: a field. */
export type Answered<Name extends CallName> =
  | CallAnswer<Name>
  | { readonly result: 'away' | 'ended' | 'malformed' };

/** Longest silence of the live stream; the hub beats each 5 s. */
const SILENCE = 16 * SECOND;

/** Wait before it connects again, in milliseconds. */
const AGAIN = 3 * SECOND;

/** How often a touch is told to the hub at most. */
const TOUCH_EVERY = MINUTE;

/** State of the branch page: its session, what the hub tells live, and the bell. */
export class BranchPage {
  language: Language = $state(DEFAULT_LANGUAGE);
  /** What is shown. `help`: the page to print. */
  view: 'loading' | 'login' | 'first-use' | 'board' = $state('loading');
  isHelpOpen = $state(false);
  state: PageState | null = $state.raw(null);
  isLost = $state(false);
  /** The session ended while the page was open. */
  hasEnded = $state(false);
  /** What became of the latest act, for everybody to read; null: nothing. */
  note: string | null = $state(null);
  /** The clock of head office, in milliseconds, each second. */
  now = $state(0);
  readonly bell: Bell;
  readonly #window: Window;
  #clockAhead = 0;
  #live: EventSource | null = null;
  #heardAt = 0;
  #touchedAt = 0;

  constructor(window: Window) {
    this.#window = window;
    this.bell = new Bell();
    const kept = window.localStorage.getItem('language');
    this.language = LANGUAGES.find((language) => language === kept) ?? DEFAULT_LANGUAGE;
  }

  /** Calls that nobody has taken yet. */
  get ringing(): readonly PageCall[] {
    return (this.state?.calls ?? []).filter(({ takenBy }) => takenBy === null);
  }

  get isUnanswered(): boolean {
    return this.ringing.some(({ calledAt }) => this.now - calledAt >= CALL_UNANSWERED);
  }

  async start(): Promise<void> {
    const { document } = this.#window;
    for (const kind of ['pointerdown', 'keydown'] as const)
      document.addEventListener(kind, () => void this.#touched(), { passive: true });
    this.#window.setInterval(() => this.#tick(), SECOND);
    await this.load();
  }

  speak(language: Language): void {
    this.language = language;
    this.#window.document.documentElement.lang = language;
    this.#window.localStorage.setItem('language', language);
  }

  /** Shows what the session of the cookie shows, or the login. */
  async load(): Promise<void> {
    const answer = await this.#fetch('state', 'GET');
    if (answer === null) {
      this.isLost = true;
      this.#window.setTimeout(() => void this.load(), AGAIN);
      return;
    }
    this.isLost = false;
    if (!answer.ok) {
      this.#close();
      if (this.view !== 'first-use') this.view = 'login';
      return;
    }
    this.hasEnded = false;
    this.#show((await answer.json()) as PageState);
    this.view = 'board';
    this.#open();
  }

  /** One call of the branch page. */
  async call<Name extends Exclude<CallName, 'branch-page/state' | 'branch-page/live'>>(
    name: Name,
    body: CallBody<Name>,
  ): Promise<Answered<Name>> {
    const short = name.replace('branch-page/', '');
    let answer = await this.#fetch(short, 'POST', body);
    // The session was renewed in another tab: its token is another.
    if (answer?.status === 403) {
      await this.load();
      answer = await this.#fetch(short, 'POST', body);
    }
    if (answer === null || answer.status >= 500 || answer.status === 429) return { result: 'away' };
    if (answer.status === 401) {
      await this.#ended();
      return { result: 'ended' };
    }
    if (!answer.ok) return { result: 'malformed' };
    return (await answer.json()) as CallAnswer<Name>;
  }

  async leave(): Promise<void> {
    await this.call('branch-page/leave', {});
    this.#close();
    this.hasEnded = false;
    this.view = 'login';
  }

  async #fetch(name: string, method: string, body?: unknown): Promise<Response | null> {
    const headers = { 'content-type': 'application/json', [CSRF_HEADER]: this.state?.csrf ?? '' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    try {
      return await fetch(this.#address(name), { method, cache: 'no-store', ...sent });
    } catch {
      return null;
    }
  }

  /** Beside the page, also where a proxy takes the beginning of the path away. */
  #address(name: string): string {
    const base = this.#window.location.pathname.split(BRANCH_PAGE_PATH)[0] ?? '';
    return `${base}/v1/branch-page/${name}`;
  }

  #open(): void {
    this.#live?.close();
    const live = new EventSource(this.#address('live'));
    this.#live = live;
    this.#heardAt = performance.now();
    live.addEventListener('message', ({ data }) => {
      this.#heard();
      this.#show(JSON.parse(String(data)) as PageState);
    });
    live.addEventListener('beat', ({ data }) => {
      this.#heard();
      this.#clockAhead = Number(data) - Date.now();
    });
    live.addEventListener('ended', () => void this.#ended());
    live.addEventListener('error', () => {
      if (live !== this.#live) return;
      this.isLost = true;
      // Refused, and not only cut: the browser does not connect again by itself.
      if (live.readyState === EventSource.CLOSED)
        this.#window.setTimeout(() => {
          if (live === this.#live) void this.load();
        }, AGAIN);
    });
  }

  #heard(): void {
    this.#heardAt = performance.now();
    this.isLost = false;
  }

  #show(state: PageState): void {
    this.#clockAhead = state.now - Date.now();
    this.state = state;
    this.now = state.now;
    this.bell.ring(this.ringing.map(({ call }) => call));
  }

  async #ended(): Promise<void> {
    this.#close();
    // Another tab may have logged in meanwhile.
    await this.load();
    if (this.view === 'login') this.hasEnded = true;
  }

  #close(): void {
    this.#live?.close();
    this.#live = null;
    this.state = null;
    this.note = null;
    this.bell.ring([]);
  }

  #tick(): void {
    this.now = Date.now() + this.#clockAhead;
    if (this.#live === null || performance.now() - this.#heardAt < SILENCE) return;
    this.isLost = true;
    this.#open();
  }

  async #touched(): Promise<void> {
    this.bell.allow();
    const at = performance.now();
    if (this.state === null || this.state.isLocked || at - this.#touchedAt < TOUCH_EVERY) return;
    this.#touchedAt = at;
    const answer = await this.call('branch-page/touch', {});
    if (answer.result === 'page-locked') await this.load();
  }
}
