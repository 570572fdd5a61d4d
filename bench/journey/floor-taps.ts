import path from 'node:path';
import { launchApplication } from '../../tools/tour/launch-kiosk.ts';
import { collectTaps, takeTaps } from './tap-collector.ts';

/** Taps on a bare page that answers by the same IPC with a painted change, in milliseconds: the floor of the same run. */
export async function floorTaps(count: number): Promise<number[]> {
  const bare = path.join(import.meta.dirname, '..', 'bare-app', 'taps.js');
  const { app, page } = await launchApplication(bare);
  await page.locator('[data-action="tap"]').waitFor();
  await collectTaps(page);
  for (let tap = 1; tap <= count; tap += 1) {
    await page.locator('[data-action="tap"]').click();
    await page.locator(`p:text-is("${tap}")`).waitFor();
  }
  const taps = await takeTaps(page);
  await app.close();
  return taps.map(({ ms }) => ms);
}
