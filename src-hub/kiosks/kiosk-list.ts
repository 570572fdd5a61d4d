import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { durationWords } from '../basics/duration-words.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { tableLines } from '../basics/table-lines.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import {
  isUpdateOverdue,
  kioskReleases,
  type KioskRelease,
  type ReleaseNews,
} from '../releases/kiosk-releases.ts';
import { smsDifference, type SmsDifference } from './sms-countries.ts';
import { morningTests } from '../branch/morning-tests.ts';
import { countUnreadable } from '../people/feed/unreadable-changes.ts';

/** A kiosk that waits for news calls every 50 s, and is noted at most every 30 s: until then it is here now. */
const HERE_WITHIN = 90 * SECOND;

/** Silence from which a kiosk is not called in service, in milliseconds. */
const SILENT_FROM = 5 * MINUTE;

/** Difference of clocks that nobody needs to know, in milliseconds. */
const CLOCK_RIGHT = 5 * SECOND;

/** Troubles with which no visitor is served. */
const CLOSING: readonly string[] = ['disk-full', 'display'];

/** A kiosk or website in the list of staff. */
export interface ListedKiosk {
  readonly name: string;
  readonly kind: 'kiosk' | 'website';
  /** `silent`: enrolled, but not heard for five minutes. `out-of-service`: `trouble` says why. */
  readonly state:
    | 'in-service'
    | 'out-of-service'
    | 'silent'
    | 'suspended'
    | 'revoked'
    | 'code-waits'
    | 'code-expired';
  /** Until when its enrolment code can be used; null: it has none. */
  readonly codeUntil: Date | null;
  /** It was enrolled before, and has to enrol anew. */
  readonly renewed: boolean;
  readonly enrolledAt: Date | null;
  readonly lastSeenAt: Date | null;
  /** The hub's clock minus its own, in milliseconds, when last measured. */
  readonly clockBehind: number | null;
  /** When its token last came without its signature. */
  readonly badSignatureAt: Date | null;
  /** What keeps it from serving, or what staff there should look at, in its own word: `disk-full`. */
  readonly trouble: string | null;
  /** Since when. */
  readonly troubleAt: Date | null;
  /** Countries that only it, or only head office, sends text messages to; null: none, or it sends no text messages. */
  readonly smsDiffers: SmsDifference | null;
  /** Parts that were bad in its morning test of the last 24 hours, in their own words; null: there was none. */
  readonly badParts: readonly string[] | null;
  /** How many members it cannot read. */
  readonly unreadable: number;
  /** Version of its application. */
  readonly version: string | null;
  /** The release that it last told of, unless it runs; null: none. */
  readonly release: ReleaseNews | null;
  /** When it last could find out whether there is a release for it; null: never. */
  readonly updateCheckedAt: Date | null;
  /** It could not for a week. */
  readonly updateOverdue: boolean;
}

/** All kiosks and websites, by name. */
export async function listKiosks({
  database,
  settings,
  now,
}: Pick<HubDeps, 'database' | 'settings' | 'now'>): Promise<ListedKiosk[]> {
  const rows = await database.db.selectFrom('kiosk').selectAll().orderBy('name').execute();
  const unreadable = await countUnreadable(database);
  const releases = await kioskReleases(database);
  const tests = await morningTests(database, now());
  const at = now().getTime();
  const age = (moment: Date | null): number => at - (moment?.getTime() ?? -Infinity);
  const stateOf = (row: (typeof rows)[number]): ListedKiosk['state'] => {
    if (row.revoked_at !== null) return 'revoked';
    if (row.suspended_at !== null) return 'suspended';
    if (row.token_hash !== null) {
      if (age(row.last_seen_at) >= SILENT_FROM) return 'silent';
      return CLOSING.includes(row.trouble ?? '') ? 'out-of-service' : 'in-service';
    }
    return age(row.code_expires_at) < 0 ? 'code-waits' : 'code-expired';
  };
  return rows.map((row) => ({
    name: row.name,
    kind: row.kind,
    state: stateOf(row),
    codeUntil: row.token_hash === null ? row.code_expires_at : null,
    renewed: row.token_hash === null && row.enrolled_at !== null,
    enrolledAt: row.enrolled_at,
    lastSeenAt: row.last_seen_at,
    clockBehind: row.clock_offset,
    badSignatureAt: row.bad_signature_at,
    trouble: row.token_hash === null ? null : row.trouble,
    troubleAt: row.token_hash === null ? null : row.trouble_at,
    smsDiffers: row.token_hash === null ? null : smsDifference(settings, row.sms_countries),
    badParts: tests.get(row.id) ?? null,
    unreadable: unreadable.get(row.name) ?? 0,
    version: row.version,
    release: releases.flatMap(newsOf(row.id, row.version))[0] ?? null,
    updateCheckedAt: row.update_checked_at,
    updateOverdue: row.token_hash !== null && isUpdateOverdue(row.update_checked_at, now()),
  }));
}

/** Of a kiosk, what is not told by the version that it runs. */
function newsOf(kiosk: string, running: string | null): (one: KioskRelease) => ReleaseNews[] {
  return ({ version, state, why, ...one }) =>
    one.kiosk === kiosk && (version !== running || state === 'came-back') ? [{ version, state, why }] : [];
}

/** The list as a table, with moments in the agency's zone. */
export function kioskLines(kiosks: readonly ListedKiosk[], now: Date): string[] {
  const rows = kiosks.map((kiosk) => [
    kiosk.name,
    kiosk.kind,
    stateWords(kiosk, now) + testWords(kiosk.badParts) + smsWords(kiosk.smsDiffers),
    seenWords(kiosk.lastSeenAt, now),
    clockWords(kiosk.clockBehind),
    kiosk.badSignatureAt === null ? '-' : terminalMoment(kiosk.badSignatureAt),
    String(kiosk.unreadable),
    kiosk.version ?? '-',
    updateWords(kiosk, now),
  ]);
  const seen = `last seen (${agencyZone()})`;
  return tableLines([
    ['name', 'kind', 'state', seen, 'clock', 'bad signature', 'unreadable', 'version', 'update'],
    ...rows,
  ]);
}

function stateWords({ state, codeUntil, renewed, lastSeenAt, trouble }: ListedKiosk, now: Date): string {
  const why = (trouble ?? '').replaceAll('-', ' ');
  const before = renewed ? 'renewed, ' : '';
  switch (state) {
    case 'in-service':
      return why === '' ? 'in service' : `in service, but ${why}`;
    case 'out-of-service':
      return `out of service: ${why}`;
    case 'silent': {
      if (lastSeenAt === null) return 'enrolled, never seen';
      const silence = `silent for ${durationWords(now.getTime() - lastSeenAt.getTime())}`;
      return why === '' ? silence : `${silence}, ${why}`;
    }
    case 'code-waits':
      return codeUntil === null
        ? `${before}code waits`
        : `${before}code waits until ${terminalMoment(codeUntil)}`;
    case 'code-expired':
      return `${before}code expired`;
    case 'suspended':
    case 'revoked':
      return state;
  }
}

/** Of a morning test that was not good: `; morning test: printer, head office`. */
function testWords(bad: readonly string[] | null): string {
  if (bad === null || bad.length === 0) return '';
  return `; morning test: ${bad.map((part) => part.replaceAll('-', ' ')).join(', ')}`;
}

/** Of countries that differ: `text messages: also to CH, not to GP (HUB_SMS_COUNTRIES)`. */
function smsWords(differs: SmsDifference | null): string {
  if (differs === null) return '';
  const { onlyKiosk, onlyHub } = differs;
  const parts = [
    ...(onlyKiosk.length > 0 ? [`also to ${onlyKiosk.join(' ')}`] : []),
    ...(onlyHub.length > 0 ? [`not to ${onlyHub.join(' ')}`] : []),
  ];
  return `; text messages ${parts.join(', ')} (HUB_SMS_COUNTRIES)`;
}

/** Such as `0.2.0 came back: health; no check for 9 d`. */
function updateWords({ release, updateCheckedAt, updateOverdue }: ListedKiosk, now: Date): string {
  const why = release?.why?.replaceAll('-', ' ');
  const parts = [
    ...(release === null
      ? []
      : [`${release.version} ${release.state.replaceAll('-', ' ')}${why === undefined ? '' : `: ${why}`}`]),
    ...(updateOverdue && updateCheckedAt !== null
      ? [`no check for ${durationWords(now.getTime() - updateCheckedAt.getTime())}`]
      : []),
  ];
  return parts.join('; ') || '-';
}

function seenWords(lastSeenAt: Date | null, now: Date): string {
  if (lastSeenAt === null) return 'never';
  return now.getTime() - lastSeenAt.getTime() < HERE_WITHIN ? 'now' : terminalMoment(lastSeenAt);
}

function clockWords(behind: number | null): string {
  if (behind === null) return '-';
  if (Math.abs(behind) < CLOCK_RIGHT) return 'right';
  return `${durationWords(behind)} ${behind > 0 ? 'behind' : 'ahead'}`;
}
