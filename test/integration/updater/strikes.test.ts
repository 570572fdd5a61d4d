import { afterAll, describe, expect, it } from 'vitest';
import { BEHAVIOURS, Striker } from '../../../tools/chaos/updates/strike.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const striker = new Striker(seededRandom(11));
afterAll(() => striker.end());

// Some of the many that `npm run chaos -- --updates` does.
describe.each(['kill', 'full'] as const)('an update that is struck (%s) at any moment', (kind) => {
  it.each(BEHAVIOURS)(
    'leaves the journal whole and a kiosk that serves: the new version is %s',
    async (behaviour) => {
      for (let time = 0; time < 1; time += 1) {
        const struck = await striker.strike(behaviour, kind, striker.moment(behaviour));
        expect(struck, struck.words).toMatchObject({ intact: true, serving: true });
      }
    },
  );
});
