import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { HubSettings } from './hub-connection.ts';

/** The PEM text of the private authority, null when none is named; or the setting whose file is not what it should be. */
export type HubFilesResult =
  | { readonly ok: true; readonly ca: string | null }
  | { readonly ok: false; readonly key: 'hub.ca'; readonly expected: string };

/** Reads and checks the file that the hub settings name; at start, so that a fault is told to IT at once. */
export function readHubFiles({ ca }: HubSettings): HubFilesResult {
  if (ca === undefined) return { ok: true, ca: null };
  try {
    const pem = readFileSync(ca, 'utf8');
    new X509Certificate(pem);
    return { ok: true, ca: pem };
  } catch {
    return { ok: false, key: 'hub.ca', expected: 'a readable PEM file with a certificate' };
  }
}
