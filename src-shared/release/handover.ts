import { z } from 'zod';
import { version } from './manifest.ts';

/*
 * What the kiosk (an account without rights) and the update service (root, SYSTEM) tell each other, by files.
 *
 *   <dataDir>/updates/              the kiosk writes, the service reads and believes nothing
 *     fetched/<version>/            manifest.json, manifest.json.sig and the package, under its name in the manifest
 *     state.json                    KioskState, written anew every minute and at once when something in it changes
 *   <folder of the service>/        the service writes, the kiosk reads
 *     outcomes.json                 outcomes
 *
 * Each file is written beside its place and renamed into it. Folder of the service: `/var/lib/borne-adherent-updater`,
 * `%ProgramData%\BorneAdherentUpdater`.
 */

/** Folder inside the data folder of the kiosk. */
export const UPDATES_FOLDER = 'updates';

/** Folder of fetched releases, inside {@link UPDATES_FOLDER}; one folder for each, named by its version. */
export const FETCHED_FOLDER = 'fetched';

/** File of {@link KioskState}, inside {@link UPDATES_FOLDER}. */
export const STATE_FILE = 'state.json';

/** File of {@link outcomes}, inside the folder of the service. */
export const OUTCOMES_FILE = 'outcomes.json';

/** Folder of the update service where it is not told another. On Windows below `%ProgramData%`. */
export const SERVICE_FOLDER = {
  linux: '/var/lib/borne-adherent-updater',
  windows: 'BorneAdherentUpdater',
} as const;

/** Public keys of releases (PEM, one or several), among the resources of the application: `resources/`. */
export const RELEASE_KEYS_FILE = 'release-keys.pem';

/** A kiosk writes its state at least this often, in seconds; an older one is not believed. */
export const STATE_FRESH = 150;

/** Largest size of {@link STATE_FILE} and {@link OUTCOMES_FILE}, in bytes. */
export const HANDOVER_LIMIT = 64 * 1024;

/** Seconds since the machine started (`os.uptime()`): the one clock that nobody sets. */
const uptime = z.number().min(0).max(1e10);

/** What a kiosk must still be able to do after an update, as far as it could before. */
const health = z.object({
  /** The page has answered since the start. */
  painted: z.boolean(),
  /** The journal is open. */
  journal: z.boolean(),
  /** The members can be searched. */
  members: z.boolean(),
  /** `none`: there is no head office. `reached`: it has answered since the start, and at its last try. */
  hub: z.enum(['none', 'reached', 'unreachable']),
  selfTest: z.enum(['running', 'passed', 'failed']),
});

/** See {@link kioskState}. */
export type KioskHealth = z.infer<typeof health>;

/** How a kiosk is. Later versions may add keys, which are ignored. */
export const kioskState = z.object({
  format: z.literal(1),
  /** Version that runs. */
  version,
  /** Tells a start of the machine from another (`/proc/sys/kernel/random/boot_id`); null where there is no such. */
  boot: z.string().max(64).nullable(),
  /** When this process started. */
  started: uptime,
  /** When this was written. */
  written: uptime,
  /** The same by the machine's clock, milliseconds since 1970. */
  writtenAt: z.number(),
  /** Somebody stands at the kiosk. */
  visit: z.boolean(),
  /** Messages and decisions that are still to leave this kiosk and have somewhere to go. */
  waiting: z.int().min(0),
  /** Seconds from `written` until the branch opens; 0: it is open. Null: it never opens, or no hours are known. */
  opensIn: z.number().min(0).nullable(),
  health,
  /** Since when `health` is what it is. */
  since: uptime,
});

/** See {@link kioskState}. */
export type KioskState = z.infer<typeof kioskState>;

/** What a release waits for; the next round asks again. */
export const WAIT_REASONS = [
  'opening-hours',
  'visit',
  'outbox',
  'disk',
  'no-state',
  'stale-state',
  'journal-damaged',
  'former-package',
  'interrupted',
] as const;

/** Why a release is not what it has to be. */
export const REFUSAL_REASONS = [
  'no-keys',
  'not-a-plain-file',
  'missing',
  'too-big',
  'signature',
  'manifest',
  'no-target',
  'layout',
  'size',
  'sha256',
  'bounds',
  'downgrade',
  'came-back-before',
] as const;

/** Why the former version came back. */
export const RETURN_REASONS = [
  'not-installed',
  'not-started',
  'wrong-version',
  'not-painted',
  'journal',
  'members',
  'hub',
  'self-test',
  'interrupted',
] as const;

const common = {
  /** Grows by one with each: a reader remembers the last one that it has told on. */
  number: z.int().min(1),
  /** By the machine's clock, milliseconds since 1970. */
  at: z.number(),
  /** Version that was installed before. */
  from: version.nullable(),
  /** Version of the release. */
  to: version,
  /** Words for IT, in English. */
  detail: z.string().max(500),
};

/** What has become of a release. */
export const outcome = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('waiting'), reason: z.enum(WAIT_REASONS) }),
  z.object({ ...common, kind: z.literal('refused'), reason: z.enum(REFUSAL_REASONS) }),
  /** Installed, and judged as good as the version before. */
  z.object({ ...common, kind: z.literal('installed') }),
  z.object({
    ...common,
    kind: z.literal('came-back'),
    reason: z.enum(RETURN_REASONS),
    /** `former`: as it was before the update, since nothing had been decided. `kept`: the present one stays. */
    journal: z.enum(['former', 'kept']),
  }),
  /** Neither version could be made to run: somebody has to come. */
  z.object({ ...common, kind: z.literal('stuck') }),
]);

/** See {@link outcome}. */
export type Outcome = z.infer<typeof outcome>;

/** What the service tells: the last outcomes, oldest first; two in a row are never the same. */
export const outcomes = z.object({ format: z.literal(1), outcomes: z.array(outcome).max(20) });
