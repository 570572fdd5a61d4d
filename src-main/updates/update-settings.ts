import { readFileSync } from 'node:fs';
import { verify } from 'node:crypto';
import { z } from 'zod';
import { publicKeysIn } from '../../src-shared/release/signature.ts';
import type { Verify } from '../../src-shared/release/signed-documents.ts';
import { isSafeUrl } from '../hub-client/hub-connection.ts';
import { openingHoursSchema } from './opening-hours.ts';

/** Schema of the `updates` section of the configuration. */
export const updateSettingsSchema = z.strictObject({
  web: z
    .url({ protocol: /^https?$/u, abort: true })
    .refine(isSafeUrl, {
      error:
        'expected an https:// address (http:// only on loopback) without name, password, query or fragment',
    })
    .optional()
    .describe('web folder of a release, asked in place of head office; public authorities only'),
  folder: z
    .string()
    .min(1)
    .optional()
    .describe('folder of a release, such as that of a USB stick, looked at besides; it may be absent'),
  keys: z
    .string()
    .min(1)
    .optional()
    .describe(
      'PEM file of the public keys of releases, one or several; without it those that the package brings',
    ),
  package: z
    .enum(['deb', 'nsis', 'msi'])
    .optional()
    .describe(
      'kind of package by which the kiosk was installed; without it `deb` on Linux, `nsis` on Windows',
    ),
  openingHours: openingHoursSchema
    .optional()
    .describe('when the branch is open, in its zone: no update is installed then; without it at any hour'),
  service: z
    .string()
    .min(1)
    .optional()
    .describe(
      'folder of the update service, where it tells what became of releases; its usual place by default',
    ),
});

/** See {@link updateSettingsSchema}. */
export type UpdateSettings = z.infer<typeof updateSettingsSchema>;

/** Keys of releases that may have signed, or the setting whose file is wrong. */
export type ReleaseKeysResult =
  | { readonly ok: true; readonly verify: Verify | null }
  | { readonly ok: false; readonly key: 'updates.keys'; readonly expected: string };

/**
 * Reads the public keys of releases: those of the configuration, else those of the package.
 * @param packaged file that the package brings; null: none
 * @returns `verify` is null when there is neither
 */
export function readUpdateKeys({ keys }: UpdateSettings, packaged: string | null): ReleaseKeysResult {
  const file = keys ?? packaged;
  let found: ReturnType<typeof publicKeysIn> = null;
  try {
    found = file === null ? null : publicKeysIn(readFileSync(file, 'utf8'));
  } catch {
    // Said below.
  }
  if (found === null && keys !== undefined)
    return { ok: false, key: 'updates.keys', expected: 'a readable PEM file with Ed25519 public keys' };
  if (found === null) return { ok: true, verify: null };
  const known = found;
  return { ok: true, verify: (bytes, signature) => known.some((key) => verify(null, bytes, key, signature)) };
}
