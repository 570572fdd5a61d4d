import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src-shared/release/handover.ts';
import { WINDOWS_FILES } from '../../src-shared/release/windows-setup.ts';
import { describeWith } from '../support/peers.ts';
import { HOME } from './support/windows-rig.ts';
import { WindowsUpdates } from './support/windows-updates.ts';

const UPDATER = `${HOME}\\${WINDOWS_FILES.updater}`;

describeWith('Windows tools')('Windows', () => {
  describeWith('wine')('with wine', () => {
    describeWith('Node for Windows')('and Node', () => {
      const updates = new WindowsUpdates();
      const { rig } = updates;

      /** Calls the updater, and waits until it has told an outcome more. */
      async function update(...args: string[]): Promise<Outcome | undefined> {
        const before = updates.outcomes().at(-1)?.number ?? 0;
        // Two at once: the second leaves the first alone.
        for (let call = 0; call < 2; call += 1)
          expect(rig.machine.run(UPDATER, ...args)).toMatchObject({ code: 0 });
        await expect
          .poll(() => updates.outcomes().at(-1)?.number, { timeout: 180_000 })
          .toBeGreaterThan(before);
        // It takes its step log away last.
        await expect.poll(() => existsSync(updates.service('step.json')), { timeout: 60_000 }).toBe(false);
        return updates.outcomes().at(-1);
      }

      describe.each(['nsis', 'msi'] as const)('the updater, with a kiosk of kind %s', (kind) => {
        beforeEach(() => updates.begin(kind));

        it('installs, judges and tells; then comes back from a package that cannot be installed', async () => {
          updates.fetched(kind, '0.5.0');
          expect(await update()).toMatchObject({ kind: 'installed', from: '0.4.0', to: '0.5.0' });
          expect(rig.installed()).toBe('0.5.0');
          expect(readFileSync(rig.app('app/resources/app.asar'), 'utf8')).toBe('of 0.5.0');
          // The program that ran has been replaced, and what it began it has ended from its copy.
          const sizeOf = (file: string): number => readFileSync(file).length;
          expect(sizeOf(updates.service('runner/borne-updater.exe'))).toBeGreaterThan(50_000_000);
          expect(sizeOf(rig.app(...WINDOWS_FILES.updater.split('\\')))).toBeLessThan(5_000_000);

          updates.placeUpdater();
          rmSync(updates.data('updates/fetched'), { recursive: true });
          writeFileSync(path.join(rig.work, 'broken'), 'no package at all');
          updates.fetched(kind, '0.6.0', path.join(rig.work, 'broken'));
          expect(await update()).toMatchObject({
            kind: 'came-back',
            reason: 'not-installed',
            journal: 'former',
            from: '0.5.0',
            to: '0.6.0',
          });
          expect(rig.installed()).toBe('0.5.0');
          expect(updates.decisions()).toEqual([{ id: 'decided' }]);
        });
      });

      describe('the updater', () => {
        beforeEach(() => updates.begin('nsis'));

        it('is not opened by an option of Node, its environment, or a file to run', () => {
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
          updates.fetched('nsis', '0.5.0');
          const file = updates.data('updates/fetched/0.5.0/it.exe');
          const bytes = readFileSync(file);
          bytes.writeUInt8(bytes.readUInt8(9000) ^ 1, 9000);
          writeFileSync(file, bytes);
          expect(await update()).toMatchObject({ kind: 'refused', reason: 'sha256' });
          updates.telling = false;
          updates.tell({ visit: true });
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
