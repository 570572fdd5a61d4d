import { ActivationCodes } from '../../../src-main/activation/activation-codes.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn, testVault } from '../../support/kiosk/open-journal-in.ts';

/** Types a code and dies at the comparison, after the try was counted. */
const [folder = '', recoveryId = ''] = process.argv.slice(2);
const vault = testVault();
vault.mac = () => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('not reached');
};
const codes = new ActivationCodes({
  journal: openJournalIn(folder),
  vault,
  clock: new ManualTime(),
  random: systemRandom,
  newId: () => 'unused',
});
codes.check(Number(recoveryId), '000000');
