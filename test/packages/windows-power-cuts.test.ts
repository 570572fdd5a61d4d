import { existsSync, readFileSync, rmSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { WINDOWS_FILES } from '../../src-shared/release/windows-setup.ts';
import { describeWith } from '../support/peers.ts';
import { appears } from './support/windows-machine.ts';
import { WindowsUpdates } from './support/windows-updates.ts';

describeWith('Windows tools')('Windows', () => {
  describeWith('wine')('with wine', () => {
    describeWith('Node for Windows')('and Node, when the power goes', () => {
      const updates = new WindowsUpdates();
      const { rig } = updates;
      beforeEach(() => updates.begin('nsis'));

      /** Lets the task be called, and ends all programs at once when something is seen. */
      async function cutWhen(seen: () => boolean): Promise<void> {
        updates.startTask();
        await appears(seen);
        rig.machine.cutPower();
        // The small packages bring none.
        updates.placeUpdater();
      }

      function expectInstalled(version: string): void {
        expect(rig.installed()).toBe(version);
        expect(readFileSync(rig.app('app/resources/app.asar'), 'utf8')).toBe(`of ${version}`);
        expect(rig.start()).toMatchObject({ code: 0 });
        expect(updates.decisions()).toEqual([{ id: 'decided' }]);
      }

      it.each(['prepare', 'save', 'install'])('in step %s, the updater goes on to its end', async (step) => {
        updates.fetched('nsis', '0.5.0');
        await cutWhen(() => updates.step() === step);
        await updates.goesOnTo('installed');
        expectInstalled('0.5.0');
      });

      it('in step judge, it judges anew', async () => {
        updates.fetched('nsis', '0.5.0');
        await cutWhen(() => {
          if (updates.step() === 'install') updates.silence();
          return updates.step() === 'judge';
        });
        updates.telling = true;
        await updates.goesOnTo('installed');
        expectInstalled('0.5.0');
      });

      it('while the updater itself is replaced, its copy goes on', async () => {
        updates.fetched('nsis', '0.5.0');
        await cutWhen(() => existsSync(rig.app('app.new')));
        // The setup had taken the former one away, and the new one is not in its place.
        rmSync(rig.app(...WINDOWS_FILES.updater.split('\\')));
        await updates.goesOnTo('installed');
        expectInstalled('0.5.0');
      });

      it.each<[string, (() => boolean) | null]>([
        ['and not again', null],
        ['and in step return', () => updates.step() === 'return'],
        ['and while the former setup unpacks', () => existsSync(rig.app('app.new'))],
        ['and in step look', () => updates.step() === 'look'],
      ])('three times in step judge, %s, the former version comes back', async (_, seen) => {
        updates.fetched('nsis', '0.5.0');
        for (let cut = 0; cut < 3; cut += 1)
          await cutWhen(() => {
            if (updates.step() === 'install') updates.silence();
            return isJudging(cut);
          });
        expect(rig.installed()).toBe('0.5.0');
        if (seen !== null) await cutWhen(seen);
        updates.telling = true;
        await updates.goesOnTo('came-back');
        expect(updates.outcomes().at(-1)).toMatchObject({
          reason: 'interrupted',
          from: '0.4.0',
          to: '0.5.0',
        });
        expectInstalled('0.4.0');
      });

      /** True when the new version is being judged for the time after so many cuts. */
      function isJudging(cuts: number): boolean {
        const now = updates.underWay();
        return now?.step === 'judge' && now.tries === cuts;
      }
    });
  });
});
