import { SECOND } from '../../src-shared/time/units.ts';
import type { HandlersOf } from '../http/handlers.ts';
import { Refusal } from '../http/refuse.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { chooseRelease, isGoingOut, SERVED_CONTRACTS } from './choose-release.ts';
import { noteNews } from './kiosk-releases.ts';
import { sendPackage } from './send-package.ts';
import { isStagedFor, type StagedKiosk } from './staging.ts';
import { storedReleases } from './stored-releases.ts';

/** Handlers of the calls by which kiosks fetch releases, and tell how far they are. */
export function releaseHandlers(
  deps: HubDeps,
): HandlersOf<'release-offer' | 'release-package' | 'release-news'> {
  const { database, settings, log, now } = deps;
  const find = async (id: string): Promise<StagedKiosk> =>
    database.db.selectFrom('kiosk').select(['id', 'name']).where('id', '=', id).executeTakeFirstOrThrow();
  return {
    'release-offer': async ({ caller: { id }, body: { running, ...machine } }) => {
      const kiosk = await find(id);
      const cameBack = await database.db
        .selectFrom('kiosk_release')
        .select('version')
        .where('kiosk', '=', id)
        .where('state', '=', 'came-back')
        .execute();
      const asking = {
        ...kiosk,
        machine: { running, ...machine },
        cameBack: cameBack.map(({ version }) => version),
      };
      const chosen = chooseRelease(await storedReleases(database), asking, now().getTime());
      await database.transaction(async (connection) => {
        await connection.query('UPDATE kiosk SET update_checked_at = $2::timestamptz WHERE id = $1', [
          id,
          now().toISOString(),
        ]);
        // It may run what it was offered, and its news of that are still on their way.
        await connection.query(
          `UPDATE kiosk_release SET state = 'installed', why = NULL, at = $3::timestamptz
           WHERE kiosk = $1 AND version = $2 AND state IN ('offered', 'fetched')`,
          [id, running, now().toISOString()],
        );
        if (chosen !== null)
          await noteNews(
            connection,
            id,
            { version: chosen.release.version, state: 'offered', why: null },
            now(),
          );
      });
      if (chosen === null) return { result: 'none', contracts: SERVED_CONTRACTS };
      const { release, permit } = chosen;
      return {
        result: 'release',
        contracts: SERVED_CONTRACTS,
        manifest: { bytes: release.bytes.toString('base64'), signature: release.signature },
        permit: permit && { bytes: permit.bytes.toString('base64'), signature: permit.signature },
      };
    },
    'release-package': async ({ caller: { id }, query: { version, file }, request, reply }) => {
      const { HUB_RELEASES: folder } = settings;
      const release = (await storedReleases(database)).find((one) => one.version === version);
      const target = release?.manifest.targets.find((one) => one.file === file && one.product === 'kiosk');
      // Judged for each part, so that a release that is halted stops at once.
      const isForIt =
        release !== undefined &&
        isGoingOut(release) &&
        isStagedFor(await find(id), version, release.stages) &&
        target !== undefined;
      if (!isForIt) return new Refusal('not-found', 'no such package is for this kiosk');
      if (folder === undefined) return new Refusal('unavailable', 'this hub has no folder of releases');
      const answer = await sendPackage(folder, version, target, { request, reply });
      if (answer instanceof Refusal && answer.error === 'unavailable')
        log.warn({ version, file }, 'release-file-missing');
      return answer;
    },
    'release-news': async ({ caller: { id }, body: { checkedAgo, releases } }) => {
      const changed = await database.transaction(async (connection) => {
        if (checkedAgo !== null)
          await connection.query(
            `UPDATE kiosk SET update_checked_at = $2::timestamptz
             WHERE id = $1 AND (update_checked_at IS NULL OR update_checked_at < $2::timestamptz)`,
            [id, new Date(now().getTime() - checkedAgo * SECOND).toISOString()],
          );
        const news = [];
        for (const one of releases) if (await noteNews(connection, id, one, now())) news.push(one);
        return news;
      });
      for (const { version, state, why } of changed) {
        const fields = { kiosk: id, version, why };
        if (state === 'came-back' || state === 'refused') log.warn(fields, `release-${state}`);
        else log.info(fields, `release-${state}`);
      }
      return { result: 'noted', contracts: SERVED_CONTRACTS };
    },
  };
}
