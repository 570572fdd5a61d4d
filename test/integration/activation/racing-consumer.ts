import { ActivationCodes } from '../../../src-main/activation/activation-codes.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn, testVault } from '../../support/kiosk/open-journal-in.ts';

/** One process of the race: says that it is ready, waits for the start, types the code, tells what came of it. */
const [folder = '', recoveryId = '', code = ''] = process.argv.slice(2);
const time = new ManualTime();
const codes = new ActivationCodes({
  journal: openJournalIn(folder),
  vault: testVault(),
  clock: time,
  random: systemRandom,
  newId: () => 'unused',
});
process.once('message', () => {
  process.send?.(codes.check(Number(recoveryId), code), () => process.disconnect());
});
process.send?.('ready');
