import path from 'node:path';
import { RELEASE_STATES } from '../../src-shared/hub-api/releases.ts';
import { compareVersions, version as versionSchema } from '../../src-shared/release/manifest.ts';
import { readPermit, PERMIT_SIGNATURE_FILE, type Verify } from '../../src-shared/release/signed-documents.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { tableLines } from '../basics/table-lines.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { commandGroup } from '../cli/command-group.ts';
import type { Told } from '../cli/declaration.ts';
import { defineCommand, done, notDone } from '../cli/define-command.ts';
import { ACTOR } from '../cli/help-text.ts';
import { anyText, argument, flag, neededOption, option, readBy, wholeNumber } from '../cli/parameters.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { isGoingOut } from './choose-release.ts';
import { kioskReleases } from './kiosk-releases.ts';
import { readReleaseKeys } from './release-keys.ts';
import { branchOf } from '../../src-shared/values/branch.ts';
import { isStagedFor } from './staging.ts';
import { sha256Of, storedReleases, type StoredRelease } from './stored-releases.ts';
import { readSigned, takeRelease } from './take-release.ts';

/** Number of the advisory lock under which releases change. */
const RELEASES_LOCK = 4_200_027;

const version = argument(
  'VERSION',
  'the release, as `releases list` shows it',
  readBy((text) => versionSchema.safeParse(text).data ?? null, 'is no version such as 0.2.0'),
);

const audited = { concerns: (given: { readonly version: string }) => `release ${given.version}` };

const listCommand = defineCommand({
  name: 'releases list',
  summary: 'Tells each release, which kiosks it is for, and how far they are with it',
  takes: {},
  effect: 'reads',
  examples: ['', '--json'],
  run: async (_given, { database }) => {
    const news = await kioskReleases(database);
    const releases = (await storedReleases(database)).map((release) => ({
      version: release.version,
      contract: release.manifest.contract,
      commit: release.manifest.commit,
      addedAt: release.addedAt,
      state: stateOf(release),
      stages: release.stages.map(({ branch, percent }) => ({ branch, percent })),
      downgradeFrom: release.permits.map(({ read }) => ({ version: read.from, until: read.until })),
      kiosks: Object.fromEntries(
        RELEASE_STATES.map((state) => [
          state,
          news.filter((one) => one.version === release.version && one.state === state).length,
        ]),
      ) as Record<(typeof RELEASE_STATES)[number], number>,
    }));
    if (releases.length === 0) return done(['No release yet: releases add.'], { releases });
    const lines = releases.map((release) => [
      release.version,
      release.state,
      release.stages.map(stageWords).join(', ') || '-',
      ...RELEASE_STATES.map((state) => String(release.kiosks[state])),
      terminalMoment(release.addedAt),
    ]);
    const head = ['version', 'state', 'for', ...RELEASE_STATES, `added (${agencyZone()})`];
    const permits = releases.flatMap(({ version: to, downgradeFrom }) =>
      downgradeFrom.map((from) => `${to} may take the place of ${from.version} until ${from.until}.`),
    );
    return done([...tableLines([head, ...lines]), ...permits], { zone: agencyZone(), releases });
  },
});

const addCommand = defineCommand({
  name: 'releases add',
  summary:
    'Takes a release into HUB_RELEASES once its signature, sizes and sums are right; it is offered to nobody yet',
  takes: { folder: argument('FOLDER', 'folder of the release, as `npm run package` makes it', anyText) },
  effect: 'changes',
  audited: { concerns: ({ folder }) => `folder ${path.basename(folder)}`, keeps: ['version', 'manifest'] },
  notDoneWhen: 'something is not what was signed, or the version is there with another content',
  examples: [`release/borne-adherent-0.2.0 ${ACTOR}`],
  run: async ({ folder }, { database, settings, now }, { dryRun }) => {
    const { HUB_RELEASES: into } = settings;
    if (into === undefined) return notDone(['HUB_RELEASES is not set: the folder where releases are kept.']);
    const verify = keysOf(settings);
    if (typeof verify === 'string') return notDone([verify]);
    // First without a copy: a folder that is there already is replaced only by the same release.
    const checked = await takeRelease(folder, null, verify).catch((error: unknown) => ({
      ok: false as const,
      problems: [`${folder} cannot be read: ${codeOf(error)}.`],
    }));
    if (!checked.ok) return notDone(checked.problems);
    const { manifest, signed } = checked;
    const hash = sha256Of(signed.bytes);
    if (!manifest.targets.some(({ product, layout }) => product === 'kiosk' && !layout))
      return notDone(['The release has no package for kiosks, or only such with a placeholder inside.']);
    return database.transaction(async (connection) => {
      await lockReleases(connection);
      const known = (await storedReleases(database)).find((release) => release.version === manifest.version);
      if (known !== undefined && known.hash !== hash)
        return notDone([`${manifest.version} is there with another content: a version is released once.`]);
      if (!dryRun) {
        const taken = await takeRelease(folder, into, verify).catch((error: unknown) => ({
          ok: false as const,
          problems: [`${into} cannot be written: ${codeOf(error)}.`],
        }));
        if (!taken.ok) return notDone(taken.problems);
        if (sha256Of(taken.signed.bytes) !== hash) return notDone(['The folder was changed meanwhile.']);
      }
      await connection.query(
        `INSERT INTO release (version, manifest, signature, added_at) VALUES ($1, $2, $3, $4::timestamptz)
         ON CONFLICT (version) DO NOTHING`,
        [manifest.version, Buffer.from(signed.bytes), signed.signature, now().toISOString()],
      );
      const facts = { version: manifest.version, manifest: hash };
      if (known !== undefined) return done([`${manifest.version} was known; its files are here now.`], facts);
      return done(
        [`Added: ${manifest.version}.`, `Next: releases stage ${manifest.version} --percent 10.`],
        facts,
      );
    });
  },
});

const stageCommand = defineCommand({
  name: 'releases stage',
  summary: 'Offers a release to a part of the kiosks, or to more; a halted one again',
  takes: {
    version,
    percent: neededOption('N', 'how many kiosks in hundredths; 100: all', wholeNumber(0, 100)),
    branch: option(
      'BRANCH',
      'only for kiosks of that name with a number behind it; without: all others',
      anyText,
    ),
    downgrade: option(
      'FILE',
      'signed permit by which it may take the place of a newer version; its signature beside it',
      anyText,
    ),
    again: flag('offers it again to kiosks on which it came back'),
  },
  effect: 'changes',
  audited: { ...audited, keeps: ['branch', 'percent', 'kiosks', 'downgradeFrom', 'again'] },
  notDoneWhen: 'the release is not there, has ended, or its permit does not fit',
  examples: [
    `0.2.0 --percent 100 --branch Nantes ${ACTOR}`,
    `0.2.0 --percent 10 ${ACTOR}`,
    `0.1.0 --percent 100 --downgrade downgrade.json ${ACTOR}`,
  ],
  run: ({ version: wanted, percent, branch = '', downgrade, again }, deps) =>
    withRelease(deps, wanted, async (release, releases, connection) => {
      const { database, now } = deps;
      if (release.endedAt !== null) return notDone([`${wanted} has ended.`]);
      const kiosks = await database.db
        .selectFrom('kiosk')
        .select(['id', 'name'])
        .where('kind', '=', 'kiosk')
        .where('revoked_at', 'is', null)
        .execute();
      if (branch !== '' && !kiosks.some(({ name }) => branchOf(name) === branch))
        return notDone([`No kiosk is of the branch ${branch}; see kiosks list.`]);
      const from = downgrade === undefined ? null : await keepPermit(deps, connection, release, downgrade);
      if (typeof from === 'string') return notDone([from]);
      const problem = circleProblem(wanted, from?.version ?? null, releases);
      if (problem !== null) return notDone([problem]);
      const moment = now().toISOString();
      await connection.query(
        `INSERT INTO release_stage (version, branch, percent, staged_at) VALUES ($1, $2, $3, $4::timestamptz)
         ON CONFLICT (version, branch) DO UPDATE SET percent = excluded.percent, staged_at = excluded.staged_at`,
        [wanted, branch, percent, moment],
      );
      await connection.query('UPDATE release SET halted_at = NULL WHERE version = $1', [wanted]);
      if (again)
        await connection.query("DELETE FROM kiosk_release WHERE version = $1 AND state = 'came-back'", [
          wanted,
        ]);
      const stages = [...release.stages.filter((stage) => stage.branch !== branch), { branch, percent }];
      const staged = kiosks.filter((kiosk) => isStagedFor(kiosk, wanted, stages)).length;
      return done(
        [`${wanted} is for ${staged} of ${kiosks.length} kiosks: ${stages.map(stageWords).join(', ')}.`],
        {
          version: wanted,
          branch,
          percent,
          kiosks: staged,
          again: again ? 'again' : null,
          downgradeFrom: from?.version ?? null,
        },
      );
    }),
});

const haltCommand = defineCommand({
  name: 'releases halt',
  summary:
    'Stops a release at once: no kiosk is offered it or gets more of its bytes, until it is staged again',
  takes: { version },
  effect: 'changes',
  audited,
  notDoneWhen: 'the release is not there, or has ended',
  examples: [`0.2.0 ${ACTOR}`],
  run: ({ version: wanted }, deps) =>
    withRelease(deps, wanted, async (release, _releases, connection) => {
      if (release.endedAt !== null) return notDone([`${wanted} has ended.`]);
      await connection.query(
        'UPDATE release SET halted_at = coalesce(halted_at, $2::timestamptz) WHERE version = $1',
        [wanted, deps.now().toISOString()],
      );
      return done(
        [`Halted: ${wanted}. Kiosks that have fetched it drop it at their next check, within 36 minutes.`],
        { version: wanted },
      );
    }),
});

const endCommand = defineCommand({
  name: 'releases end',
  summary: 'Ends a release for good; its folder may then be deleted',
  takes: { version },
  effect: 'changes',
  audited,
  notDoneWhen: 'the release is not there',
  examples: [`0.1.0 ${ACTOR}`],
  run: ({ version: wanted }, deps) =>
    withRelease(deps, wanted, async (_release, _releases, connection) => {
      await connection.query(
        'UPDATE release SET ended_at = coalesce(ended_at, $2::timestamptz) WHERE version = $1',
        [wanted, deps.now().toISOString()],
      );
      return done([`Ended: ${wanted}.`], { version: wanted });
    }),
});

/** `releases`: what kiosks may fetch and install (docs/updates.md). */
export const releasesCommand = commandGroup(
  'releases',
  [listCommand, addCommand, stageCommand, haltCommand, endCommand],
  'list',
);

function withRelease(
  { database }: HubDeps,
  wanted: string,
  work: (
    release: StoredRelease,
    releases: readonly StoredRelease[],
    connection: HubConnection,
  ) => Promise<Told>,
): Promise<Told> {
  return database.transaction(async (connection) => {
    await lockReleases(connection);
    const releases = await storedReleases(database);
    const release = releases.find((one) => one.version === wanted);
    if (release === undefined) return notDone([`There is no release ${wanted}; see releases list.`]);
    return work(release, releases, connection);
  });
}

async function lockReleases({ query }: HubConnection): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [RELEASES_LOCK]);
}

/** @returns what is wrong, as a sentence */
function keysOf({ HUB_RELEASE_KEYS: file }: HubDeps['settings']): Verify | string {
  if (file === undefined) return 'HUB_RELEASE_KEYS is not set: the file of the public keys of releases.';
  return readReleaseKeys(file) ?? `${file} cannot be read as Ed25519 public keys in PEM.`;
}

/** Checks and keeps a permit. @returns what is wrong, as a sentence */
async function keepPermit(
  { settings, now }: HubDeps,
  connection: HubConnection,
  release: StoredRelease,
  file: string,
): Promise<{ readonly version: string } | string> {
  const verify = keysOf(settings);
  if (typeof verify === 'string') return verify;
  const name = path.basename(file);
  const signed = await readSigned(path.dirname(file), name, name.replace(/(?:\.json)?$/u, '.json.sig'));
  if (typeof signed === 'string') return signed;
  const read = readPermit(signed, verify);
  if (!read.ok)
    return `${name} is no permit that a key of HUB_RELEASE_KEYS has signed (${PERMIT_SIGNATURE_FILE}).`;
  const { from, to, manifest, until } = read.value;
  if (to !== release.version || manifest !== release.hash) return `${name} is for another release: ${to}.`;
  if (compareVersions(to, from) >= 0) return `${name} permits no downgrade: ${from} is no newer version.`;
  if (Date.parse(until) <= now().getTime()) return `${name} has ended: it was good until ${until}.`;
  await connection.query(
    `INSERT INTO release_permit (version, from_version, bytes, signature, added_at)
     VALUES ($1, $2, $3, $4, $5::timestamptz)
     ON CONFLICT (version, from_version) DO UPDATE SET bytes = excluded.bytes, signature = excluded.signature,
       added_at = excluded.added_at`,
    [release.version, from, Buffer.from(signed.bytes), signed.signature, now().toISOString()],
  );
  return { version: from };
}

/** Kiosks must not go up and down between two releases for ever. @returns what is wrong, as a sentence */
function circleProblem(
  wanted: string,
  from: string | null,
  releases: readonly StoredRelease[],
): string | null {
  const isOut = (one: string): boolean =>
    releases.some((release) => release.version === one && isGoingOut(release));
  if (from !== null && isOut(from))
    return `${from} still goes out, and kiosks would come back to it: halt it first.`;
  const down = releases.find(
    (release) => isGoingOut(release) && release.permits.some(({ read }) => read.from === wanted),
  );
  return down === undefined
    ? null
    : `${down.version} goes out to take the place of ${wanted}: halt it first.`;
}

function stateOf(release: StoredRelease): string {
  if (release.endedAt !== null) return 'ended';
  if (release.haltedAt !== null) return 'halted';
  return isGoingOut(release) ? 'staged' : 'added';
}

function stageWords({ branch, percent }: { readonly branch: string; readonly percent: number }): string {
  return `${percent} % of ${branch === '' ? 'all others' : branch}`;
}

/** A fault of the file system in one word, such as `ENOSPC`. */
function codeOf(error: unknown): string {
  const code: unknown = Reflect.get(Object(error), 'code');
  if (typeof code !== 'string') throw error;
  return code;
}
