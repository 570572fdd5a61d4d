import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { HubCommand } from '../../../src-hub/core/hub-command.ts';
import { releasesCommand } from '../../../src-hub/releases/releases-command.ts';
import { asOperator } from '../hub/as-operator.ts';
import { askAs } from '../hub/hub-requests.ts';
import { openHubRig, type HubRig, type RigClient } from '../hub/hub-rig.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  madeRelease,
  releaseKeys,
  writeRelease,
  type MadeRelease,
  type ReleaseOptions,
} from './made-release.ts';

export const KEYS = releaseKeys();
export const FORMER_KEYS = releaseKeys();
export const STRANGER = releaseKeys();
const NOW = new Date('2026-11-23T09:00:00Z');
const MACHINE = { running: '0.1.0', system: 'linux', architecture: 'x64', package: 'deb' };

/** A hub that has a folder of releases. */
interface Fixture {
  readonly rig: HubRig;
  /** Where releases lie before they are added. */
  readonly made: string;
  readonly kept: string;
  readonly keysFile: string;
  readonly run: (...args: string[]) => Promise<{ code: number; said: string }>;
  readonly add: (options?: Partial<ReleaseOptions>) => Promise<MadeRelease>;
  readonly offer: (client: RigClient, changed?: object) => Promise<Offer>;
  readonly bytes: (
    client: RigClient,
    release: MadeRelease,
    headers?: Record<string, string>,
    url?: string,
  ) => ReturnType<typeof askAs>;
}

/** Answer of the hub to a kiosk that asks. */
interface Offer {
  readonly result: string;
  readonly manifest?: { readonly bytes: string; readonly signature: string };
  readonly permit?: unknown;
}

/** Opens a hub with a folder of releases and two keys. */
export async function openReleases(): Promise<Fixture> {
  const made = temporaryFolder();
  const kept = path.join(temporaryFolder(), 'releases');
  const keysFile = path.join(temporaryFolder(), 'keys.pem');
  writeFileSync(keysFile, FORMER_KEYS.pem + KEYS.pem);
  const rig = await openHubRig({ now: NOW, settings: { HUB_RELEASES: kept, HUB_RELEASE_KEYS: keysFile } });
  const runCommand = async (command: HubCommand, args: readonly string[]) => {
    const lines: string[] = [];
    const code = await command.run(asOperator(command, args), rig.deps, (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  const run: Fixture['run'] = (...args) => runCommand(releasesCommand, args);
  return {
    ...{ rig, made, kept, keysFile, run },
    add: async (options = {}) => {
      const release = madeRelease({ version: '0.2.0', keys: KEYS, ...options });
      const { code, said } = await run('add', writeRelease(path.join(made, release.version), release));
      expect(said).toContain(`Added: ${release.version}.`);
      expect(code).toBe(0);
      return release;
    },
    offer: async (client, changed = {}) => {
      const answer = await rig.as(client).post('/v1/releases/offer', { ...MACHINE, ...changed });
      expect(answer.status).toBe(200);
      return answer.body as Offer;
    },
    bytes: (client, { version, target }, headers = {}, url = rig.url) =>
      askAs(
        url,
        client,
        { method: 'GET', path: `/v1/releases/package?version=${version}&file=${target.file}` },
        headers,
      ),
  };
}

/** What a command says. */
export const sayingOf = async (rig: HubRig, command: HubCommand, ...args: string[]): Promise<string> => {
  const said: string[] = [];
  await command.run(asOperator(command, args), rig.deps, (line) => said.push(line));
  return said.join('\n');
};
