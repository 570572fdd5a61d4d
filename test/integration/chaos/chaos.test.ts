import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');

/** Milliseconds; it takes some ten seconds on an idle machine. */
const LIMIT = 120_000;

interface Run {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly complaints: string;
}

/** A small run in a process of its own. */
function chaos(...options: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, ['tools/chaos/chaos.ts', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, lines: output.trimEnd().split('\n'), complaints }));
  });
}

describe('kiosks and head office killed at random', () => {
  it('lose nothing that members were told, and do nothing twice', { timeout: LIMIT }, async () => {
    const { code, lines, complaints } = await chaos('--kills=6', '--events=120', '--seed=7');
    expect(lines.at(-1), complaints).toMatch(/^killed 6, confirmed \d+, lost 0, twice 0$/u);
    expect(Number(/confirmed (\d+)/u.exec(lines.at(-1) ?? '')?.[1])).toBeGreaterThanOrEqual(120);
    expect(lines.at(-2)).toMatch(/^\d+ decisions in \d+ s, 0 members with an older password than told$/u);
    expect(code).toBe(0);
  });
});
