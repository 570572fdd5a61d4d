import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { goOnFromCopy, type RunnerEdges } from '../../../src-updater/runner.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let home = '';
let program = '';
let started: string[][] = [];

beforeEach(() => {
  const folder = temporaryFolder();
  home = path.join(folder, 'home');
  program = path.join(folder, 'Borne Adherent', 'borne-updater.exe');
  fs.mkdirSync(path.dirname(program));
  fs.writeFileSync(program, 'of 0.1.0');
  started = [];
});

const copy = (): string => path.join(home, 'runner', 'borne-updater.exe');

const goOn = (edges: Partial<RunnerEdges> = {}): boolean =>
  goOnFromCopy(home, {
    platform: 'win32',
    program,
    args: ['--now'],
    start: (...call) => {
      started.push([call[0], ...call[1]]);
      return true;
    },
    ...edges,
  });

describe('the update service on Windows', () => {
  it('goes on from a copy with what it was asked for', () => {
    expect(goOn()).toBe(true);
    expect(started).toEqual([[copy(), '--now']]);
    expect(fs.readFileSync(copy(), 'utf8')).toBe('of 0.1.0');
    expect(fs.readdirSync(path.dirname(copy()))).toEqual(['borne-updater.exe']);
  });

  it('goes on itself once it is the copy, and on any other system', () => {
    goOn();
    started = [];
    expect(goOn({ program: copy() })).toBe(false);
    expect(goOn({ program: copy().toUpperCase() })).toBe(false);
    expect(goOn({ platform: 'linux' })).toBe(false);
    expect(started).toEqual([]);
  });

  it('writes the copy only when it is another program', () => {
    goOn();
    const before = fs.statSync(copy());
    goOn();
    expect(fs.statSync(copy())).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    fs.writeFileSync(program, 'of 0.2.0');
    goOn();
    expect(fs.readFileSync(copy(), 'utf8')).toBe('of 0.2.0');
  });

  it('ends an update by the program that has begun it', () => {
    goOn();
    fs.writeFileSync(path.join(home, 'step.json'), '{}');
    fs.writeFileSync(program, 'of 0.2.0');
    goOn();
    expect(fs.readFileSync(copy(), 'utf8')).toBe('of 0.1.0');
    fs.rmSync(path.join(home, 'step.json'));
    goOn();
    expect(fs.readFileSync(copy(), 'utf8')).toBe('of 0.2.0');
  });

  it('makes the copy that an update under way has lost', () => {
    fs.mkdirSync(home);
    fs.writeFileSync(path.join(home, 'step.json'), '{}');
    expect(goOn()).toBe(true);
    expect(fs.readFileSync(copy(), 'utf8')).toBe('of 0.1.0');
  });

  it('goes on itself when the copy cannot be started', () => {
    expect(goOn({ start: () => false })).toBe(false);
  });

  it('starts the former copy when it cannot be replaced, and goes on itself without one', () => {
    goOn();
    fs.writeFileSync(program, 'of 0.2.0');
    fs.mkdirSync(`${copy()}.part`);
    expect(goOn()).toBe(true);
    expect(started).toHaveLength(2);
    expect(fs.readFileSync(copy(), 'utf8')).toBe('of 0.1.0');
    fs.rmSync(copy());
    fs.mkdirSync(`${copy()}.part`);
    expect(goOn()).toBe(false);
    expect(started).toHaveLength(2);
  });
});
