import { CONTRACT } from '../../src-shared/hub-api/contract.ts';
import type { HubAnswer } from '../hub-client/hub-answer.ts';
import type { CallAnswer, CallBody } from '../../src-shared/hub-api/hub-calls.ts';
import {
  CHECK_EVERY,
  CHECK_JITTER,
  LONGEST_CHECK_WAIT,
  UPDATE_SILENCE,
} from '../../src-shared/policy/updates.ts';
import type { FitRules, KioskMachine } from '../../src-shared/release/fitting-target.ts';
import { compareVersions } from '../../src-shared/release/manifest.ts';
import type { Verify } from '../../src-shared/release/signed-documents.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import type { Clock } from '../clock/clock.ts';
import { diskFault } from '../hub-client/hub-faults.ts';
import type { Log } from '../log/log.ts';
import type { Random } from '../random/random.ts';
import { fetchPackage, type FetchDeps } from './fetch-package.ts';
import { judgeRelease, type JudgedRelease, type Judgement } from './judge-release.ts';
import { newsOf, readOutcomes } from './read-outcomes.ts';
import type { ReleaseFolders } from './release-folders.ts';
import type { ReleaseSource } from './release-source.ts';
import type { UpdateFault } from './update-fault.ts';
import type { ReleaseNews, UpdateMemory } from './update-memory.ts';

/** Shortest and longest wait after the start, in milliseconds: a branch starts all its kiosks at once. */
const FIRST = { least: MINUTE, most: 5 * MINUTE } as const;

/** Most news that one call tells. */
const MOST_NEWS = 20;

/** What an {@link UpdateCheck} needs. */
export interface UpdateCheckDeps extends Omit<FetchDeps, 'mayGoOn'> {
  /** In their order; the first one is that whose silence is an alarm. */
  readonly sources: readonly ReleaseSource[];
  readonly folders: ReleaseFolders;
  readonly memory: UpdateMemory;
  readonly machine: KioskMachine;
  /** Null: this kiosk has no public keys of releases. */
  readonly verify: Verify | null;
  /** Folder of the update service. */
  readonly service: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'below'>;
  readonly log: Log;
  /** Resolves while nobody stands at the kiosk. */
  readonly quiet: (signal: AbortSignal) => Promise<void>;
  /** Tells head office; null: there is none. */
  readonly tell: ((news: CallBody<'release-news'>) => Promise<HubAnswer<CallAnswer<'release-news'>>>) | null;
  /** No check has succeeded for seven days (the fault of the last one), or one has (null). */
  readonly overdue: (fault: string | null) => void;
}

interface Candidate {
  readonly source: ReleaseSource;
  readonly release: JudgedRelease;
}

/** Asks at a calm pace whether there is a release for this kiosk, fetches it, and hands it over. */
export class UpdateCheck {
  readonly #deps: UpdateCheckDeps;
  readonly #stop = new AbortController();
  #cancel: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  #lastFault: UpdateFault | 'silence' = 'silence';
  /** What was logged last of each source, so that the same is said once. */
  readonly #said = new Map<string, string>();
  #contracts: FitRules['contracts'] = null;

  constructor(deps: UpdateCheckDeps) {
    this.#deps = deps;
  }

  /** Begins; the first check comes within minutes. */
  start(): void {
    this.#alarm();
    const { random } = this.#deps;
    this.#later(FIRST.least + random.below(FIRST.most - FIRST.least + 1));
  }

  /** Ends a running download; it goes on at the next start. Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancel();
    await this.#running;
    for (const source of this.#deps.sources) source.close();
  }

  /** One check: asks all sources, fetches the newest release for this kiosk, tells head office. */
  async check(): Promise<void> {
    const { folders, log, memory, clock, sources } = this.#deps;
    let isWell: boolean;
    let isSoon = false;
    try {
      folders.make();
      this.#readOutcomes();
      await this.#tell();
      const answers = await this.#ask();
      isWell = answers.isWell;
      let isHere = answers.isHeard;
      this.#withdraw(answers.silent, answers.candidates);
      const best = answers.candidates.toSorted((a, b) =>
        compareVersions(b.release.manifest.version, a.release.manifest.version),
      )[0];
      if (best !== undefined) {
        const fetched = await this.#fetch(best);
        isSoon = fetched === 'soon';
        isWell &&= fetched === 'done';
        isHere &&= fetched === 'done' || best.source !== sources[0];
      } else if (answers.silent.length === 0) folders.forgetIncoming();
      // To know of a release that never comes is no more than silence.
      if (isHere) memory.change({ checkedAt: clock.now() });
      await this.#tell();
    } catch (error) {
      const fault = diskFault(error);
      if (fault === null)
        log.error({ name: error instanceof Error ? error.name : typeof error }, 'update-check-broken');
      else {
        this.#say('disk', fault, 'update-check-failed', {});
        this.#lastFault = fault;
      }
      isWell = false;
    }
    this.#failures = isWell || isSoon ? 0 : this.#failures + 1;
    this.#alarm();
    if (!this.#stop.signal.aborted) this.#later(isSoon ? MINUTE : this.#wait());
  }

  /**
   * Asks every source. `silent`: those that said nothing that holds, so that what came from them stays. `isHeard`: the
   * first source has told what is newest.
   */
  async #ask(): Promise<{
    readonly isWell: boolean;
    readonly isHeard: boolean;
    readonly candidates: readonly Candidate[];
    readonly silent: readonly string[];
  }> {
    const { sources, verify, machine, clock, memory } = this.#deps;
    const candidates: Candidate[] = [];
    const silent: string[] = [];
    let isWell = true;
    let isHeard = false;
    for (const [index, source] of sources.entries()) {
      const answer = await source.ask(this.#stop.signal);
      if (this.#stop.signal.aborted)
        return { isWell: false, isHeard: false, candidates: [], silent: sources.map(({ name }) => name) };
      // A stick that is not there is nothing that somebody should hear of.
      const isAbsent = !answer.ok && source.name === 'folder' && answer.fault === 'absent';
      if (!answer.ok) {
        silent.push(source.name);
        if (!isAbsent) this.#say(source.name, answer.fault, 'update-check-failed', {});
        if (index === 0 && !isAbsent) {
          isWell = false;
          this.#lastFault = answer.fault;
        }
        continue;
      }
      this.#contracts = answer.value.contracts ?? this.#contracts;
      const { release } = answer.value;
      const judged =
        release === null
          ? ({ kind: 'nothing', why: 'same' } as const)
          : judgeRelease(release, verify, machine, {
              ...{ contracts: this.#contracts, ownContract: CONTRACT, now: clock.now() },
            });
      if (judged.kind === 'refused') {
        this.#say(source.name, judged.fault, 'update-refused', { version: judged.version });
        if (judged.version !== null)
          this.#note({ version: judged.version, state: 'refused', why: judged.fault });
        if (index === 0) {
          isWell = false;
          this.#lastFault = judged.fault;
        }
        // What came from there before was good; this is not what head office or IT has said.
        silent.push(source.name);
        continue;
      }
      if (source.name === 'web' && this.#isBehind(judged)) {
        const version = judged.kind === 'good' ? judged.release.manifest.version : null;
        this.#say(source.name, 'behind', 'update-behind', { version });
        if (index === 0) this.#lastFault = 'behind';
        continue;
      }
      this.#said.delete(source.name);
      if (index === 0) isHeard = true;
      if (judged.kind !== 'good') continue;
      const { version } = judged.release.manifest;
      const hasComeBack = source.name !== 'hub' && memory.now.cameBack.includes(version);
      if (hasComeBack) this.#say(source.name, version, 'update-came-back-before', { version });
      else candidates.push({ source, release: judged.release });
    }
    return { isWell, isHeard, candidates, silent };
  }

  /**
   * Whether an older release has been put back into the web folder. Whoever may write there, or stands between, could
   * so keep kiosks from a newer one; going back takes a permit, as for what is installed.
   */
  #isBehind(judged: Exclude<Judgement, { kind: 'refused' }>): boolean {
    const { memory } = this.#deps;
    if (judged.kind === 'nothing') return judged.why === 'older';
    const { version } = judged.release.manifest;
    const { newest } = memory.now;
    if (newest !== null && compareVersions(version, newest) < 0 && judged.after !== newest) return true;
    if (newest !== version) memory.change({ newest: version });
    return false;
  }

  async #fetch({ source, release }: Candidate): Promise<'done' | 'soon' | 'failed'> {
    const { folders, memory, log, quiet } = this.#deps;
    const { version } = release.manifest;
    if (folders.has(release)) return 'done';
    const file = folders.incoming(release);
    const result = await fetchPackage(
      source,
      { version, target: release.target },
      file,
      { ...this.#deps, mayGoOn: () => quiet(this.#stop.signal) },
      this.#stop.signal,
    );
    if (this.#stop.signal.aborted) return 'failed';
    if (!result.ok) {
      this.#say(`${source.name} ${version}`, result.fault, 'update-not-fetched', {
        version,
        source: source.name,
      });
      if (result.fault === 'sum') this.#note({ version, state: 'refused', why: 'sum' });
      if (source === this.#deps.sources[0]) this.#lastFault = result.fault;
      return result.more ? 'soon' : 'failed';
    }
    folders.finish(release);
    memory.change({ origins: { ...memory.now.origins, [version]: source.name } });
    this.#note({ version, state: 'fetched', why: null });
    log.info({ version, source: source.name }, 'update-fetched');
    return 'done';
  }

  /** Takes back what is no longer offered: it must not be installed. */
  #withdraw(silent: readonly string[], candidates: readonly Candidate[]): void {
    const { folders, memory, log, machine } = this.#deps;
    const { origins } = memory.now;
    const offered = candidates
      .filter(({ release }) => folders.has(release))
      .map(({ release }) => release.manifest.version);
    const kept = folders
      .fetched()
      .filter((version) => version !== machine.running && silent.includes(origins[version] ?? ''));
    const gone = folders.withdraw([...offered, ...kept]);
    for (const version of gone) log.info({ version }, 'update-withdrawn');
    const left = Object.entries(origins).filter(([version]) => !gone.includes(version));
    if (left.length < Object.keys(origins).length) memory.change({ origins: Object.fromEntries(left) });
  }

  #readOutcomes(): void {
    const { memory, service, log } = this.#deps;
    const fresh = readOutcomes(service, memory.now.outcome);
    for (const told of fresh) {
      const news = newsOf(told);
      if (news !== null)
        log.info({ version: news.version, state: news.state, why: news.why }, 'update-outcome');
      if (news?.state === 'came-back')
        memory.change({ cameBack: [...new Set([...memory.now.cameBack, news.version])].slice(-50) });
      if (news !== null) this.#note(news);
    }
    const last = fresh.at(-1);
    if (last !== undefined) memory.change({ outcome: last.number });
  }

  #note(news: ReleaseNews): void {
    const { memory, tell } = this.#deps;
    if (tell === null) return;
    const others = memory.now.untold.filter(({ version }) => version !== news.version);
    memory.change({ untold: [...others, news].slice(-MOST_NEWS) });
  }

  async #tell(): Promise<void> {
    const { memory, clock, tell } = this.#deps;
    if (tell === null) return;
    const { checkedAt, untold } = memory.now;
    const checkedAgo =
      checkedAt === null ? null : Math.max(0, Math.floor((clock.now() - checkedAt) / SECOND));
    const answer = await tell({ checkedAgo, releases: untold });
    if (!answer.ok) return;
    this.#contracts = answer.value.contracts;
    if (untold.length > 0)
      memory.change({ untold: memory.now.untold.filter((news) => !untold.includes(news)) });
  }

  #alarm(): void {
    const { memory, clock, overdue, sources } = this.#deps;
    const { checkedAt, since } = memory.now;
    const isLong = clock.now() - (checkedAt ?? since) >= UPDATE_SILENCE;
    // Sticks come when somebody brings one.
    const isExpected = sources[0] !== undefined && sources[0].name !== 'folder';
    overdue(isLong && isExpected ? this.#lastFault : null);
  }

  /** Logs a fault once for each source, until it is another one or has ended. */
  #say(source: string, fault: string, event: string, fields: Record<string, unknown>): void {
    if (this.#said.get(source) === fault) return;
    this.#said.set(source, fault);
    this.#deps.log.warn({ source, fault, ...fields }, event);
  }

  #wait(): number {
    const long = CHECK_EVERY * 2 ** Math.min(this.#failures, 8);
    const base = this.#failures === 0 ? CHECK_EVERY : Math.min(long / 4, LONGEST_CHECK_WAIT);
    const share = 1 - CHECK_JITTER + (2 * CHECK_JITTER * this.#deps.random.below(1001)) / 1000;
    return Math.round(base * share);
  }

  #later(milliseconds: number): void {
    this.#cancel();
    this.#cancel = this.#deps.timers.after(milliseconds, () => {
      this.#running = this.check();
    });
  }
}
