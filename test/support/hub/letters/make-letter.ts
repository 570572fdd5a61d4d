import { letterCodeMac } from '../../../../src-hub/letters/codes/letter-code.ts';
import type { HubFixture } from '../hub-fixture.ts';

const LIFE = 21 * 24 * 3_600_000;

/** Makes a letter with this code and hands it over, now. */
export async function makeLetter(fixture: HubFixture, number: string, code: string): Promise<void> {
  const { database, clock } = fixture;
  const event = fixture.event({ kind: 'letter-requested', number });
  const [answer] = await fixture.send([event]);
  if (answer?.status !== 'accepted') throw new Error('no letter');
  const { id } = await database.db
    .insertInto('letter_batch')
    .values({ folder: 'batch of a test', handed_over_at: new Date(clock.now) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await database.db
    .updateTable('letter')
    .set({
      batch: id,
      code_mac: letterCodeMac(fixture.secret, number, code),
      expires_at: new Date(clock.now + LIFE),
    })
    .where('id', '=', event.id)
    .execute();
}
