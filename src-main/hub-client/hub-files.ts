import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { HubSettings } from './hub-connection.ts';

/** PEM text of the private authority (null: none is configured), or the setting whose file is invalid. */
export type HubFilesResult =
  | { readonly ok: true; readonly ca: string | null }
  | { readonly ok: false; readonly key: 'hub.ca'; readonly expected: string };

/** Reads and checks the file of the hub settings; at start, so that IT sees a mistake at once. */
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
