import fs from 'node:fs';
import path from 'node:path';
import { writeDurably } from '../files/durable-file.ts';

/** Pointer file: it names the generation in use. */
export const POINTER_FILE = 'members.current';

const FILE = /^members-(\d+)\.db$/u;
/** Includes files set aside, so that no number is used twice. */
const NUMBERED = /^members-(?:corrupt-.*-)?(\d+)\.db$/u;
const LEFTOVER = /^members-(?:\d+|corrupt-.*)\.db(?:-wal|-shm|-journal)?$/u;

/** Name of the file of a generation. */
export function generationFile(generation: number): string {
  return `members-${generation}.db`;
}

/** The generation in the pointer file; null: there is no such file, or its content is invalid. */
export function currentGeneration(folder: string): number | null {
  try {
    const found = FILE.exec(fs.readFileSync(path.join(folder, POINTER_FILE), 'utf8').trim());
    return found ? Number(found[1]) : null;
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a complete generation the current one, durably. */
export function setCurrentGeneration(folder: string, generation: number): void {
  writeDurably(path.join(folder, POINTER_FILE), `${generationFile(generation)}\n`);
}

/** A number that no generation has or had, as far as the files show. */
export function nextGeneration(folder: string): number {
  const numbers = fs.readdirSync(folder).map((name) => Number(NUMBERED.exec(name)?.[1] ?? 0));
  return Math.max(0, currentGeneration(folder) ?? 0, ...numbers) + 1;
}

/** The newest generation after the one in use: an interrupted load; null: none. */
export function unfinishedGeneration(folder: string): number | null {
  const current = currentGeneration(folder) ?? 0;
  const numbers = fs.readdirSync(folder).map((name) => Number(FILE.exec(name)?.[1] ?? 0));
  const newest = Math.max(0, ...numbers);
  return newest > current ? newest : null;
}

/** Deletes a generation and SQLite's files beside it. */
export function removeGeneration(folder: string, generation: number): void {
  const file = path.join(folder, generationFile(generation));
  for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(file + suffix, { force: true });
}

/**
 * Deletes earlier generations, interrupted loads, and all files set aside except the last. Files that are still open
 * and cannot be deleted (Windows) are deleted by a later call.
 * @param filling a generation that is being filled and stays; null: none
 * @returns number of files that could not be deleted
 */
export function removeLeftovers(folder: string, filling: number | null = null): number {
  const current = currentGeneration(folder);
  const names = fs.readdirSync(folder).filter((name) => LEFTOVER.test(name));
  const aside = names
    .filter((name) => name.startsWith('members-corrupt-') && name.endsWith('.db'))
    .toSorted()
    .at(-1);
  const kept = [
    aside,
    ...[current, filling].map((one) => (one === null ? undefined : generationFile(one))),
  ].filter((name) => name !== undefined);
  let remaining = 0;
  for (const name of names) {
    if (kept.some((prefix) => name.startsWith(prefix))) continue;
    try {
      fs.rmSync(path.join(folder, name), { force: true });
    } catch {
      remaining += 1;
    }
  }
  return remaining;
}
