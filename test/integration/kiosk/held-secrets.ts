import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { commonPasswords } from '../../../src-main/credentials/common-passwords.ts';
import type { KioskRig } from '../../support/kiosk-rig.ts';
import type { ChildKiosk } from './child-kiosk.ts';

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
  const { strings } = JSON.parse(readFileSync(file, 'utf8')) as { strings: string[] };
  rmSync(file);
  // The list of common passwords holds some 16,000 of the million codes: once loaded, it stays.
  const common = await commonPasswords();
  const all = strings.filter((text) => !common.has(text)).join('\n');
  return Object.keys(secrets).filter((name) => isIn(all, secrets[name] ?? ''));
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
    timeout: 30_000,
    interval: 500,
  });
}
