import { LANGUAGES, type Language } from '../../src-shared/messages/languages.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import { shortMoment } from '../../src-shared/time/moment-words.ts';
import type { DataKeyProblem } from '../database/data-key.ts';
import type { StorageFaultKind } from '../database/storage-fault.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';

/** Why the kiosk cannot serve, as IT needs it. */
export type Cause =
  | { readonly of: 'key'; readonly problem: DataKeyProblem }
  | { readonly of: 'storage'; readonly kind: StorageFaultKind; readonly folder: string }
  | { readonly of: 'newer-database' }
  /** `code`: of the system or of TLS, when the fault has one. `now`: what this machine's clock shows. */
  | {
      readonly of: 'head-office';
      readonly fault: SyncFault;
      readonly code: string | null;
      readonly now: number;
    };

type Words = (inputs: Record<string, never>, options: { locale: Language }) => string;

/** A cause and what to do, in one sentence for each language, French first. */
export function causeLines(cause: Cause): string[] {
  return LANGUAGES.map((language) => causeIn(cause, language));
}

/** A cause and what to do, in one language. */
export function causeIn(cause: Cause, locale: Language): string {
  const options = { locale };
  switch (cause.of) {
    case 'key':
      return KEY[cause.problem]({}, options);
    case 'storage':
      return STORAGE[cause.kind]({ folder: cause.folder }, options);
    case 'newer-database':
      return m.cause_newer({}, options);
    case 'head-office': {
      const ofCode = cause.code === null ? undefined : BY_CODE[cause.code];
      if (ofCode === 'moment') return m.cause_hub_moment({ moment: shortMoment(cause.now, locale) }, options);
      return (ofCode ?? BY_FAULT[cause.fault])({}, options);
    }
  }
}

const KEY: Readonly<Record<DataKeyProblem, Words>> = {
  'plain-refused': m.cause_key_plain,
  lost: m.cause_key_lost,
  unreadable: m.cause_key_unreadable,
};

const STORAGE = {
  full: m.cause_disk_full,
  unwritable: m.cause_disk_unwritable,
  fault: m.cause_disk_fault,
};

/** Codes that say more than their fault. */
const BY_CODE: Readonly<Record<string, Words | 'moment'>> = {
  CERT_HAS_EXPIRED: 'moment',
  CERT_NOT_YET_VALID: 'moment',
  ERR_TLS_CERT_ALTNAME_INVALID: m.cause_hub_name,
  DEPTH_ZERO_SELF_SIGNED_CERT: m.cause_hub_authority,
  SELF_SIGNED_CERT_IN_CHAIN: m.cause_hub_authority,
  UNABLE_TO_GET_ISSUER_CERT: m.cause_hub_authority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: m.cause_hub_authority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: m.cause_hub_authority,
  ENOTFOUND: m.cause_hub_unknown,
  EAI_AGAIN: m.cause_hub_unknown,
};

const BY_FAULT: Readonly<Record<SyncFault, Words>> = {
  unreachable: m.cause_hub_unreachable,
  timeout: m.cause_hub_unreachable,
  'line-cut': m.cause_hub_unreachable,
  tls: m.cause_hub_tls,
  proxy: m.cause_hub_proxy,
  busy: m.cause_hub_busy,
  'not-enrolled': m.cause_hub_code,
  revoked: m.cause_hub_revoked,
  signature: m.cause_hub_signature,
  outdated: m.cause_hub_outdated,
  'disk-full': m.cause_hub_disk,
  'disk-unwritable': m.cause_hub_disk,
  absent: m.cause_hub_fault,
  fault: m.cause_hub_fault,
};
