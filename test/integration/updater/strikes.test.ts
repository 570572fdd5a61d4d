import { afterAll, describe, expect, it } from 'vitest';
import { BEHAVIOURS, Striker } from '../../../tools/chaos/updates/strike.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const STRIKERS = {
  linux: new Striker(seededRandom(11)),
  windows: new Striker(seededRandom(12), 'windows'),
};
afterAll(() => Object.values(STRIKERS).forEach((striker) => striker.end()));

// Some of the many that `npm run chaos -- --updates` does.
describe.each([
  ['linux', 'kill'],
  ['linux', 'full'],
  ['windows', 'kill'],
  ['windows', 'full'],
] as const)('an update on %s that is struck (%s) at any moment', (system, kind) => {
  const striker = STRIKERS[system];
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
