import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publicKeysIn } from '../../../src-shared/release/signature.ts';
import { runRound } from '../../../src-updater/round/run-round.ts';
import type { Random } from '../../../src-main/random/random.ts';
import {
  madeRelease,
  releaseKeys,
  writeRelease,
  type ReleaseKeys,
} from '../../../test/support/releases/made-release.ts';
import type { Behaviour } from './programs.ts';
import { World } from './world.ts';

/** Versions that fail in every way that one can, and one that does not. */
export const BEHAVIOURS: readonly Behaviour[] = [
  'good',
  'unpainted',
  'unpainted-and-used',
  'silent',
  'without-hub',
  'not-installable',
];

/** What has become of a struck update. */
export interface Struck {
  readonly behaviour: Behaviour;
  readonly at: number;
  /** Journal whole, every confirmed decision in it. */
  readonly intact: boolean;
  /** The version that should serve serves. */
  readonly serving: boolean;
  readonly words: string;
}

const OLD = '0.1.0';
const NEW = '0.2.0';

/** Makes machines with a release of each behaviour, and strikes their updates. */
export class Striker {
  readonly #keys: ReleaseKeys = releaseKeys();
  readonly #work = mkdtempSync(path.join(tmpdir(), 'borne-strikes-'));
  readonly #keyFile = path.join(this.#work, 'keys.pem');
  readonly #counts = new Map<Behaviour, number>();
  readonly #draw: Random;
  readonly #system: 'linux' | 'windows';

  constructor(draw: Random, system: 'linux' | 'windows' = 'linux') {
    this.#draw = draw;
    this.#system = system;
    writeFileSync(this.#keyFile, this.#keys.pem);
  }

  /** Removes what was made. */
  end(): void {
    rmSync(this.#work, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Number of file operations of the round that updates. */
  operations(behaviour: Behaviour): number {
    const known = this.#counts.get(behaviour);
    if (known !== undefined) return known;
    const { count } = this.#child(this.#machine(behaviour), 'count', 0);
    if (count === undefined) throw new Error(`the update to ${behaviour} does not end`);
    this.#counts.set(behaviour, count);
    return count;
  }

  /** A moment to strike at: install and going back are short beside judging, and are struck as often. */
  moment(behaviour: Behaviour): number {
    const all = this.operations(behaviour);
    const part = Math.min(all, 300);
    const which = this.#draw.below(3);
    if (which === 0) return 1 + this.#draw.below(part);
    return which === 1 ? all - this.#draw.below(part) : 1 + this.#draw.below(all);
  }

  /** Strikes one update and lets the next rounds end it. */
  async strike(behaviour: Behaviour, kind: 'kill' | 'full', at: number): Promise<Struck> {
    const world = this.#machine(behaviour);
    this.#child(world, kind, at);
    const isPowerCut = this.#draw.below(2) === 0;
    world.uptime += 5000;
    if (isPowerCut) world.restart();
    const recovering = isPowerCut ? this.#draw.below(3) : 2;
    // The machine may be cut off again while it starts.
    if (recovering === 0) {
      this.#child(world, kind, 1 + this.#draw.below(60), '--recover');
      world.restart();
    }
    const edges = world.edges(publicKeysIn(this.#keys.pem));
    if (isPowerCut) {
      await runRound(edges, { recoverOnly: true });
      // The system starts the kiosk.
      edges.machine.startKiosk();
      world.tick();
    }
    const rounds: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      world.pass(30);
      const result = await runRound(edges);
      rounds.push(result.kind === 'ended' ? `${result.end.kind}: ${result.end.detail}` : result.kind);
      const isOver = !existsSync(path.join(world.home, 'step.json'));
      // What was only put off is tried again, as at the next timer.
      if (isOver && (result.kind === 'idle' || (result.kind === 'ended' && result.end.kind === 'refused')))
        break;
    }
    return this.#judge(world, behaviour, at, rounds);
  }

  #judge(world: World, behaviour: Behaviour, at: number, rounds: readonly string[]): Struck {
    const wanted = behaviour === 'good' ? NEW : OLD;
    const serving = world.serves();
    let found: readonly string[] = [];
    let fault = '';
    try {
      found = world.decisions(serving ?? wanted);
    } catch (error) {
      fault = String(error);
    }
    const lost = world.confirmed().filter((id) => !found.includes(id));
    const words = `${behaviour} at ${at}: ${serving ?? 'nothing'} serves, ${lost.length} lost ${fault}; ${rounds.join(', ')}`;
    rmSync(world.root, { recursive: true, force: true });
    return { behaviour, at, intact: fault === '' && lost.length === 0, serving: serving === wanted, words };
  }

  /** A machine with the old version, on which the new one lies fetched. */
  #machine(behaviour: Behaviour): World {
    const root = path.join(this.#work, randomUUID());
    mkdirSync(root);
    const world = new World(root, { uptime: 10_000, boot: randomUUID(), system: this.#system });
    world.begin({ version: OLD, behaviour: 'good' }, 3);
    const content = Buffer.from(JSON.stringify({ version: NEW, behaviour }));
    const forWindows = { file: 'setup.exe', system: 'windows', package: 'nsis' } as const;
    const target = this.#system === 'windows' ? forWindows : {};
    const release = madeRelease({ version: NEW, keys: this.#keys, content, target });
    writeRelease(path.join(world.data, 'updates', 'fetched', NEW), release);
    return world;
  }

  #child(world: World, kind: string, at: number, ...more: string[]): { count?: number } {
    const seed = String(this.#draw.below(1e9));
    const child = path.join(import.meta.dirname, 'struck-child.ts');
    const args = [
      child,
      world.root,
      this.#system,
      String(world.uptime),
      String(world.wall),
      world.boot ?? '',
      seed,
      this.#keyFile,
      kind,
      String(at),
      ...more,
    ];
    const { stdout, stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (signal === 'SIGKILL') return {};
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as { count: number };
  }
}
