import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  KIOSK_REQUEST_MAILS,
  MOST_NOTICES_OF_A_KIND,
  MOST_ORDINARY_MAILS,
} from '../../../../src-shared/policy/notices.ts';
import { DAY } from '../../../../src-shared/time/units.ts';
import { postMails } from '../../../../src-hub/mail/post-mail.ts';
import { countMessages } from '../../../../src-hub/mail/outbox/outbox-counts.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import { HubFixture, phcOf, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { rigSettings } from '../../../support/hub/hub-rig.ts';
import { haveEmail, mailsOf, newMember } from '../../../support/hub/request-fixture.ts';

const database = await migratedDatabase();
const hub = await HubFixture.open(database);
afterAll(async () => {
  await hub.close();
  await database.close();
});
beforeEach(async () => {
  hub.clock.now = START;
  await database.db.deleteFrom('mail').execute();
});

const PHC = phcOf('a password');

async function member(email: string): Promise<string> {
  const person = await newMember(database);
  await haveEmail(database, person, email);
  return subjectOf(person.holder);
}

const kindsTo = async (to: string): Promise<string[]> =>
  (await mailsOf(database))
    .filter((mail) => mail.to === to)
    .map(({ kind }) => kind)
    .sort();

describe('one mailbox', () => {
  it('is told of 300 passwords from a kiosk three times, and once that there were more', async () => {
    const number = await member('flooded@exemple.fr');
    const other = await member('other@exemple.fr');
    for (let batch = 0; batch < 6; batch += 1) {
      const events = Array.from({ length: 50 }, () => hub.event({ kind: 'password-set', number, phc: PHC }));
      await hub.send(events);
    }
    await hub.send([hub.event({ kind: 'password-set', number: other, phc: PHC })]);
    const told = await kindsTo('flooded@exemple.fr');
    expect(told.filter((kind) => kind === 'password-attested').length).toBeLessThanOrEqual(
      MOST_NOTICES_OF_A_KIND,
    );
    expect(told.filter((kind) => kind === 'more-changes').length).toBeLessThanOrEqual(1);
    expect(await kindsTo('other@exemple.fr')).toEqual(['password-attested']);
  });

  it('gets as many mails when they are posted at the same time', async () => {
    const deps = { settings: rigSettings(), now: () => new Date(hub.clock.now), randomBytes };
    const expiresAt = new Date(START + DAY);
    const mail = { kind: 'password-set', to: 'busy@exemple.fr', language: 'fr', at: START } as const;
    const ordinary = { kind: 'identifier-reminder', to: 'busy@exemple.fr', language: 'fr' } as const;
    const post = () =>
      database.transaction((connection) =>
        postMails(connection, deps, [
          { mail, expiresAt },
          { mail: ordinary, expiresAt },
        ]),
      );
    await Promise.all(Array.from({ length: 30 }, post));
    const told = await kindsTo('busy@exemple.fr');
    expect(told.filter((kind) => kind === 'password-set')).toHaveLength(MOST_NOTICES_OF_A_KIND);
    expect(told.filter((kind) => kind === 'more-changes')).toHaveLength(1);
    expect(told.filter((kind) => kind === 'identifier-reminder')).toHaveLength(MOST_ORDINARY_MAILS);
    expect(await countMessages(database, 'mail')).toMatchObject({ refused: 37 });
    hub.clock.now = START + DAY + 1;
    await post();
    expect((await kindsTo('busy@exemple.fr')).filter((kind) => kind === 'password-set')).toHaveLength(
      MOST_NOTICES_OF_A_KIND + 1,
    );
  });
});

describe('one kiosk', () => {
  it('causes no more than five hundred mails about requests in a day; what is beyond is kept, and staff is told once', async () => {
    const people: string[] = [];
    for (let at = 0; at < 60; at += 1) people.push(await member(`asked-${at}@exemple.fr`));
    const stolen = await hub.client();
    const ask = (count: number, client = stolen) =>
      hub.send(
        people.slice(0, count).map((number) => {
          const holder = { situation: 'member', number } as const;
          return hub.event({
            kind: 'question-asked',
            holder,
            helper: null,
            topic: 'contract',
            text: 'Quand ?',
          });
        }),
        { client },
      );
    const mailed = async () =>
      (await mailsOf(database)).filter(({ kind }) => kind === 'request-received').length;
    for (let round = 0; round < 8; round += 1) await ask(60);
    expect(await mailed()).toBe(480);
    for (const answer of [...(await ask(60)), ...(await ask(60))])
      expect(answer).toEqual({ status: 'accepted' });
    expect(await mailed()).toBe(KIOSK_REQUEST_MAILS);
    const kept = database.db.selectFrom('member_request').select('id').where('holder', 'in', people);
    expect(await kept.execute()).toHaveLength(600);
    const told = (await mailsOf(database)).filter(({ kind }) => kind === 'limit-met');
    expect(told).toMatchObject([{ limit: 'request-mails' }]);
    await ask(1, await hub.client());
    expect(await mailed(), 'by another kiosk').toBe(KIOSK_REQUEST_MAILS + 1);
  });
});
