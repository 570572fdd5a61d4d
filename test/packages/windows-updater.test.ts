import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { KioskState, Outcome } from '../../src-shared/release/handover.ts';
import { WINDOWS_FILES } from '../../src-shared/release/windows-setup.ts';
import { filesBelow } from '../../tools/package/files.ts';
import { makeSetupTools } from '../../tools/package/windows/setup-tool.ts';
import { windowsName } from '../../tools/package/windows/windows-packages.ts';
import { describeWith } from '../support/peers.ts';
import { madeRelease, releaseKeys, writeRelease } from '../support/releases/made-release.ts';
import { appears } from './support/windows-machine.ts';
import { HOME, WindowsRig, type Kind } from './support/windows-rig.ts';
import { GIVEN } from './support/windows-values.ts';

const UPDATER = `${HOME}\\${WINDOWS_FILES.updater}`;
const keys = releaseKeys();

describeWith('Windows tools')('Windows', () => {
  describeWith('wine')('with wine', () => {
    describeWith('Node for Windows')('and Node', () => {
      const rig = new WindowsRig();
      /** The updater of the release. */
      let program = '';

      beforeAll(async () => {
        const unpacked = path.join(rig.work, 'released');
        const setup = path.join(inject('release').folder, `${windowsName('0.1.0', true)}-setup.exe`);
        execFileSync('7zz', ['x', `-o${unpacked}`, setup], { stdio: 'ignore' });
        const [found = ''] = (await filesBelow(unpacked)).filter((name) =>
          name.includes('borne-updater.exe'),
        );
        program = path.join(unpacked, found);
        // Small ones, of which the setup makes what it makes of the real one.
        const { tool } = await makeSetupTools(path.join(rig.work, 'tool'), '0.4.0');
        for (const version of ['0.4.0', '0.5.0'])
          await rig.make(version, { layout: false, updater: tool, keys: keys.pem });
        rig.machine.hidePlaceholders();
      });

      const data = (...parts: string[]): string =>
        rig.machine.path('ProgramData/BorneAdherent/data', ...parts);
      const service = (...parts: string[]): string =>
        rig.machine.path('ProgramData/BorneAdherentUpdater', ...parts);
      const outcomes = (): Outcome[] => {
        const file = service('outcomes.json');
        if (!existsSync(file)) return [];
        return (JSON.parse(readFileSync(file, 'utf8')) as { outcomes: Outcome[] }).outcomes;
      };

      /** The kiosk that wine does not start: the version that is installed tells that it is well. */
      function tell(): void {
        const program = rig.app('app/resources/app.asar');
        const version = existsSync(program) ? readFileSync(program, 'utf8').replace('of ', '') : '0.0.0';
        const state: KioskState = {
          format: 1,
          version,
          boot: null,
          started: 0,
          written: uptime(),
          writtenAt: Date.now(),
          visit: false,
          waiting: 0,
          opensIn: 90_000,
          health: { painted: true, journal: true, members: true, hub: 'reached', selfTest: 'passed' },
          since: 0,
        };
        mkdirSync(data('updates'), { recursive: true });
        writeFileSync(data('updates', 'state.part'), JSON.stringify(state));
        renameSync(data('updates', 'state.part'), data('updates', 'state.json'));
      }

      /** A release, fetched, whose package is this file. */
      function fetched(kind: Kind, version: string, file: string): void {
        const content = readFileSync(file);
        const target = {
          file: `it.${kind === 'nsis' ? 'exe' : 'msi'}`,
          system: 'windows',
          package: kind,
        } as const;
        writeRelease(data('updates/fetched', version), madeRelease({ version, keys, content, target }));
      }

      const packageOf = (kind: Kind, version: string): string =>
        rig.machine.path('packages', `${version}.${kind === 'nsis' ? 'exe' : 'msi'}`);

      /** Calls the updater, and waits until it has told an outcome more. */
      async function update(...args: string[]): Promise<Outcome | undefined> {
        const before = outcomes().at(-1)?.number ?? 0;
        // Two at once: the second leaves the first alone.
        for (let call = 0; call < 2; call += 1)
          expect(rig.machine.run(UPDATER, ...args)).toMatchObject({ code: 0 });
        await expect.poll(() => outcomes().at(-1)?.number, { timeout: 180_000 }).toBeGreaterThan(before);
        // It takes its step log away last.
        await expect.poll(() => existsSync(service('step.json')), { timeout: 60_000 }).toBe(false);
        return outcomes().at(-1);
      }

      describe.each(['nsis', 'msi'] as const)('the updater, with a kiosk of kind %s', (kind) => {
        beforeEach(() => {
          expect(rig.install(kind, '0.4.0', GIVEN)).toMatchObject({ code: 0 });
          cpSync(program, rig.app(...WINDOWS_FILES.updater.split('\\')));
          const journal = new DatabaseSync(data('journal.db'));
          journal.exec(
            "CREATE TABLE hub_event (id TEXT PRIMARY KEY); INSERT INTO hub_event VALUES ('decided')",
          );
          journal.close();
          tell();
          const telling = setInterval(tell, 200);
          onTestFinished(() => clearInterval(telling));
        });

        it('installs, judges and tells; then comes back from a package that cannot be installed', async () => {
          fetched(kind, '0.5.0', packageOf(kind, '0.5.0'));
          expect(await update()).toMatchObject({ kind: 'installed', from: '0.4.0', to: '0.5.0' });
          expect(rig.installed()).toBe('0.5.0');
          expect(readFileSync(rig.app('app/resources/app.asar'), 'utf8')).toBe('of 0.5.0');
          // The program that ran has been replaced, and what it began it has ended from its copy.
          expect(readFileSync(service('runner/borne-updater.exe')).length).toBeGreaterThan(50_000_000);
          expect(readFileSync(rig.app(...WINDOWS_FILES.updater.split('\\'))).length).toBeLessThan(5_000_000);

          cpSync(program, rig.app(...WINDOWS_FILES.updater.split('\\')));
          rmSync(data('updates/fetched'), { recursive: true });
          writeFileSync(path.join(rig.work, 'broken'), 'no package at all');
          fetched(kind, '0.6.0', path.join(rig.work, 'broken'));
          expect(await update()).toMatchObject({
            kind: 'came-back',
            reason: 'not-installed',
            journal: 'former',
            from: '0.5.0',
            to: '0.6.0',
          });
          expect(rig.installed()).toBe('0.5.0');
          const journal = new DatabaseSync(data('journal.db'));
          expect(journal.prepare('SELECT id FROM hub_event').all()).toEqual([{ id: 'decided' }]);
          journal.close();
        });
      });

      describe('the updater, when the power goes', () => {
        beforeEach(() => {
          expect(rig.install('nsis', '0.4.0', GIVEN, true)).toMatchObject({ code: 0 });
          cpSync(program, rig.app(...WINDOWS_FILES.updater.split('\\')));
          tell();
          const telling = setInterval(tell, 200);
          onTestFinished(() => clearInterval(telling));
        });

        const STEPS = ['prepare', 'save', 'install', 'judge'];

        /** True once an update has begun this step, or a later one. */
        function hasBegun(step: string): boolean {
          try {
            const { step: now } = JSON.parse(readFileSync(service('step.json'), 'utf8')) as { step: string };
            return STEPS.indexOf(now) >= STEPS.indexOf(step);
          } catch {
            // It is being written, or over.
            return outcomes().at(-1)?.kind === 'installed';
          }
        }

        // From then on the updater of the new package has its place, which is none in these small ones.
        it.each(STEPS.slice(0, 3))('in step %s, goes on to its end', async (step) => {
          fetched('nsis', '0.5.0', packageOf('nsis', '0.5.0'));
          rig.machine.start(UPDATER);
          await appears(() => hasBegun(step));
          rig.machine.cutPower();
          // The task comes again and again.
          await expect
            .poll(
              () => {
                rig.machine.run(UPDATER);
                return outcomes().at(-1)?.kind;
              },
              { timeout: 120_000, interval: 2000 },
            )
            .toBe('installed');
          await expect.poll(() => existsSync(service('step.json')), { timeout: 60_000 }).toBe(false);
          expect(rig.installed()).toBe('0.5.0');
          expect(readFileSync(rig.app('app/resources/app.asar'), 'utf8')).toBe('of 0.5.0');
          expect(rig.start()).toMatchObject({ code: 0 });
        });
      });

      describe('the updater', () => {
        it('is not opened by an option of Node, its environment, or a file to run', () => {
          expect(rig.install('nsis', '0.4.0', GIVEN)).toMatchObject({ code: 0 });
          cpSync(program, rig.app(...WINDOWS_FILES.updater.split('\\')));
          expect(rig.machine.run(UPDATER, '--version')).toEqual({
            code: 0,
            output: expect.stringMatching(/^\d+\.\d+\.\d+\s*$/u) as string,
          });
          expect(rig.machine.run(UPDATER, '--inspect')).toMatchObject({ code: 64 });
          expect(rig.machine.run(UPDATER, '-e', 'console.log(1)')).toMatchObject({ code: 64 });
          expect(rig.machine.run(UPDATER, 'C:\\seed.json')).toMatchObject({ code: 64 });
          rmSync(rig.machine.path('ProgramData/BorneAdherent/config.json'));
          expect(rig.machine.run(UPDATER)).toMatchObject({ code: 78 });
        });

        it('refuses a changed package, with its reason, and a visit holds it', async () => {
          expect(rig.install('nsis', '0.4.0', GIVEN)).toMatchObject({ code: 0 });
          cpSync(program, rig.app(...WINDOWS_FILES.updater.split('\\')));
          tell();
          fetched('nsis', '0.5.0', packageOf('nsis', '0.5.0'));
          const file = data('updates/fetched/0.5.0/it.exe');
          const bytes = readFileSync(file);
          bytes.writeUInt8(bytes.readUInt8(9000) ^ 1, 9000);
          writeFileSync(file, bytes);
          expect(await update()).toMatchObject({ kind: 'refused', reason: 'sha256' });
          const state = JSON.parse(readFileSync(data('updates/state.json'), 'utf8')) as KioskState;
          const now = { ...state, written: uptime(), writtenAt: Date.now(), visit: true };
          writeFileSync(data('updates/state.json'), JSON.stringify(now));
          expect(await update()).toMatchObject({ kind: 'waiting', reason: 'visit' });
          expect(rig.installed()).toBe('0.4.0');
          const told = rig.machine.run(UPDATER, '--status');
          expect(JSON.parse(told.output)).toMatchObject({
            underWay: null,
            outcomes: [{ reason: 'sha256' }, { reason: 'visit' }],
          });
        });
      });
    });
  });
});
