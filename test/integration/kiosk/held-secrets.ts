import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { commonPasswords } from '../../../src-shared/policy/passwords/common-passwords.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import type { ChildKiosk } from './faults/child-kiosk.ts';

/**
 * Collects the kiosk's garbage and names the secrets that its heap still holds.
 * What this sees: each string that anything in the process still refers to, in its first 1,024 characters. What it
 * does not see: bytes of memory that was given back and not yet overwritten, in the process or by the system.
 */
export async function heldBy(
  child: ChildKiosk,
  rig: KioskRig,
  secrets: Record<string, string>,
): Promise<string[]> {
  const file = path.join(rig.folder, 'kiosk.heapsnapshot');
  await child.heap(file);
  const strings = stringsOf(JSON.parse(readFileSync(file, 'utf8')) as HeapSnapshot);
  rmSync(file);
  // The list of common passwords holds some 16,000 of the million codes: once loaded, it stays.
  const common = await commonPasswords();
  const all = strings.filter((text) => !common.has(text)).join('\n');
  return Object.keys(secrets).filter((name) => isIn(all, secrets[name] ?? ''));
}

/** What is read of a heap snapshot of V8. */
interface HeapSnapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[] } };
  /** One node after the other, each with all its fields. */
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/**
 * The strings of a snapshot, without the places in large tables: V8 names these by their numbers, some fifteen thousand
 * of which have six digits like a code.
 */
function stringsOf({ snapshot, nodes, strings }: HeapSnapshot): string[] {
  const { node_fields: fields } = snapshot.meta;
  const named = new Set<number>();
  for (let at = fields.indexOf('name'); at < nodes.length; at += fields.length) named.add(nodes[at] ?? -1);
  return strings.filter((text, index) => named.has(index) || !/^[0-9]+$/u.test(text));
}

/** Six digits come up by chance within ids, times and hashes: a secret counts where it stands as a word of its own. */
function isIn(all: string, secret: string): boolean {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(`(?<![0-9A-Za-z])${literal}(?![0-9A-Za-z])`, 'u').test(all);
}

/** The connection to the mail server knows the last address until it is closed, two seconds after the last mail. */
export async function expectNothing(
  child: ChildKiosk,
  rig: KioskRig,
  secrets: Record<string, string>,
): Promise<void> {
  await vi.waitFor(async () => expect(await heldBy(child, rig, secrets), 'after the visit').toEqual([]), {
    timeout: 90_000,
    interval: 500,
  });
}
