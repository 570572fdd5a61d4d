import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { privateFiles } from '../../../../src-hub/basics/private-files.ts';
import { exportLetters } from '../../../../src-hub/letters/batches/export-letters.ts';
import { LETTER_NEWS } from '../../../../src-hub/mail/letter-news.ts';
import { type News, tellPeople } from '../../../../src-hub/mail/tell-people.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import { event, send } from '../../../support/hub/request-sender.ts';
import { type FixturePerson, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { describeWith } from '../../../support/peers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { textOf } from './read-pdf.ts';

type Member = FixturePerson & { readonly number: string };

const START = Date.UTC(2026, 10, 23, 9);

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  fixture.clock.now = START;
  await fixture.db.deleteFrom('letter').where('kind', '=', 'notice').execute();
});

async function member(email: string | null = null): Promise<Member> {
  const made = await fixture.member({ email });
  await fixture.db
    .insertInto('member_address')
    .values({ number: made.number, lines: ['3 rue de l’Exemple'], postal_code: '44000', town: 'Nantes' })
    .execute();
  return made;
}

const setPassword = ({ number }: { readonly number: string }, phc = phcOf('new'), at = fixture.clock.now) =>
  send(fixture, [event({ kind: 'password-set', number, phc }, at)]);

/** What letters without a code tell a person, one list for each letter. */
async function noticesTo(subject: string): Promise<string[][]> {
  const rows = await fixture.db
    .selectFrom('letter')
    .innerJoin('letter_news', 'letter_news.letter', 'letter.id')
    .select(['letter.id', 'what'])
    .where('kind', '=', 'notice')
    .where('number', '=', subject)
    .orderBy('requested_at')
    .orderBy('letter_news.at')
    .execute();
  const ids = [...new Set(rows.map(({ id }) => id))];
  return ids.map((id) => rows.filter((row) => row.id === id).map(({ what }) => what));
}

/** Hands over what waits. @returns the texts of its letters */
async function handedOver(): Promise<string[]> {
  const into = temporaryFolder();
  const outcome = await exportLetters(fixture.deps, into, privateFiles);
  if (outcome.result !== 'done') throw new Error('busy');
  return outcome.report.batches.flatMap(({ folder }) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.pdf'))
      .map((file) => textOf(path.join(folder, file)).replaceAll(/\s+/gu, ' ')),
  );
}

describe('somebody whom no mail reaches', () => {
  it('is told of a new password by letter, also of a second one before the letter leaves', async () => {
    const someone = await member();
    await setPassword(someone);
    fixture.clock.now += HOUR;
    await setPassword(someone, phcOf('newer'));
    expect(await noticesTo(someone.number)).toEqual([['password', 'password']]);
  });

  it('is told once of an event that a kiosk repeats, and not of one that an older decision comes too late for', async () => {
    const someone = await member();
    const events = [event({ kind: 'password-set', number: someone.number, phc: phcOf('n') }, START)];
    const batch = { sentAt: START, journal: randomUUID(), events };
    for (let time = 0; time < 2; time += 1) await fixture.accounts.ask(fixture.kiosk, '/v1/events', batch);
    await setPassword(someone, phcOf('older'), START - HOUR);
    expect(await noticesTo(someone.number)).toEqual([['password']]);
  });

  it('is told nothing by letter when an address is on file', async () => {
    const someone = await member('reached@exemple.fr');
    await setPassword(someone);
    expect(await noticesTo(someone.number)).toEqual([]);
    expect((await fixture.accounts.mails('reached@exemple.fr')).map(({ kind }) => kind)).toEqual([
      'password-attested',
    ]);
  });

  it('is told of a device and of a delegation', async () => {
    const [giver, helper] = [await member(), await member()];
    const at = START;
    await fixture.deps.database.transaction(async (connection) => {
      const device = { device: 'Pixel', type: 'phone', byHelper: false } as const;
      await tellPeople(connection, fixture.deps, [
        { subject: giver.subject, mail: { kind: 'device-added', ...device, at } },
        {
          subject: helper.subject,
          mail: {
            kind: 'delegation-granted',
            side: 'helper',
            other: 'Odette',
            scope: 'see',
            endsOn: '2027-01-01',
            at,
          },
        },
        // A reminder is no event.
        {
          subject: helper.subject,
          mail: {
            kind: 'delegation-ending',
            side: 'helper',
            other: 'Odette',
            scope: 'see',
            endsOn: '2027-01-01',
            at,
          },
        },
      ]);
    });
    expect(await noticesTo(giver.number)).toEqual([['device-added']]);
    expect(await noticesTo(helper.number)).toEqual([['delegation-granted']]);
  });

  it('who has left is told nothing', async () => {
    const someone = await member();
    await fixture.db
      .updateTable('member')
      .set({ closed_at: new Date(START) })
      .where('number', '=', someone.number)
      .execute();
    const told = await fixture.deps.database.transaction((connection) =>
      tellPeople(connection, fixture.deps, [
        { subject: someone.subject, mail: { kind: 'password-set', at: START } },
      ]),
    );
    expect(told).toEqual({ mails: 0, posted: 0, unreached: 1 });
  });
});

describe('a text message', () => {
  const tell = (subject: string, mail: News['mail'], formerPhones: readonly string[] = []) =>
    fixture.deps.database.transaction((connection) =>
      tellPeople(connection, fixture.deps, [{ subject, mail, formerPhones }]),
    );
  const added = (): News['mail'] => ({
    ...{ kind: 'device-added', device: 'Pixel de Zoé', type: 'phone', byHelper: false },
    at: fixture.clock.now,
  });
  const phoneOnly = async (phone: string) => {
    const someone = await member();
    await fixture.db.updateTable('member').set({ phone }).where('number', '=', someone.number).execute();
    return someone;
  };

  it('tells a phone of a device, without a word of what it was, and spares no letter', async () => {
    const someone = await phoneOnly('+33639980151');
    expect(await tell(someone.subject, added())).toEqual({ mails: 0, posted: 1, unreached: 0 });
    const [text, ...more] = await fixture.accounts.texts('+33639980151');
    expect(more).toEqual([]);
    expect(text).toMatchObject({ kind: 'account-changed', at: START });
    expect(JSON.stringify(text)).not.toMatch(/Pixel|Zoé|device/u);
    expect(await noticesTo(someone.number)).toEqual([['device-added']]);
  });

  it('goes once a day to a number, whoever goes on changing things; passwords are not held back by it', async () => {
    const someone = await phoneOnly('+33639980152');
    for (let times = 0; times < 20; times += 1) await tell(someone.subject, added());
    expect(await fixture.accounts.texts('+33639980152')).toHaveLength(1);
    await tell(someone.subject, { kind: 'password-set', at: fixture.clock.now });
    expect((await fixture.accounts.texts('+33639980152')).map(({ kind }) => kind).toSorted()).toEqual([
      'account-changed',
      'password-set',
    ]);
    fixture.clock.now += DAY;
    await tell(someone.subject, added());
    expect(await fixture.accounts.texts('+33639980152')).toHaveLength(3);
  });

  it('goes to the former number as well as to the new one', async () => {
    const someone = await phoneOnly('+33639980153');
    const changed = { kind: 'contact-changed', channel: 'sms', at: fixture.clock.now } as News['mail'];
    await tell(someone.subject, changed, ['+33639980154']);
    for (const phone of ['+33639980153', '+33639980154'])
      expect(await fixture.accounts.texts(phone)).toMatchObject([{ kind: 'contact-changed' }]);
  });
});

describe('the address that was used', () => {
  const tell = (subject: string, used: readonly string[], former: readonly string[] = []) =>
    fixture.deps.database.transaction((connection) =>
      tellPeople(connection, fixture.deps, [
        { subject, used, former, mail: { kind: 'password-set', at: fixture.clock.now } },
      ]),
    );

  it('is not the only one that is told: a letter tells it too', async () => {
    const someone = await member('used@exemple.fr');
    expect(await tell(someone.subject, ['used@exemple.fr'])).toEqual({ mails: 1, posted: 1, unreached: 0 });
    expect(await noticesTo(someone.number)).toEqual([['password']]);
  });

  it('is enough beside another one', async () => {
    const someone = await member('other@exemple.fr');
    await tell(someone.subject, ['used-2@exemple.fr'], ['used-2@exemple.fr']);
    expect(await noticesTo(someone.number)).toEqual([]);
    for (const address of ['other@exemple.fr', 'used-2@exemple.fr'])
      expect(await fixture.accounts.mails(address)).toHaveLength(1);
  });

  it('of a recovery is the one on file, so a letter tells of the new password', async () => {
    const { number } = await fixture.accounts.member();
    const { email } = await fixture.accounts.account({ number }, { confirmed: true });
    const attempt = randomUUID();
    const ask = (step: string, body: object) =>
      fixture.accounts.ask(fixture.kiosk, `/v1/recoveries${step}`, { attempt, ...body });
    await ask('', { email, language: 'fr' });
    const [mail] = await fixture.accounts.mails(email);
    await ask('/check', { code: mail?.kind === 'recovery-code' ? mail.code : '' });
    for (let time = 0; time < 2; time += 1) await ask('/password', { phc: phcOf('new') });
    expect(await noticesTo(number)).toEqual([['password']]);
  });
});

describeWith('poppler')('the letter', () => {
  it('says what was done, when, and what to do; it has no code', async () => {
    const someone = await member();
    await setPassword(someone);
    const [text = ''] = await handedOver();
    expect(text).toContain("3 RUE DE L'EXEMPLE 44000 NANTES");
    expect(text).toContain('Un nouveau mot de passe a été choisi, le lundi 23 novembre');
    expect(text).toContain('Ce n’était pas vous ?');
    expect(text).not.toMatch(/\b[A-Z0-9]{5} [A-Z0-9]{5}\b/u);
    const { code_mac } = await fixture.db
      .selectFrom('letter')
      .select('code_mac')
      .where('kind', '=', 'notice')
      .executeTakeFirstOrThrow();
    expect(code_mac).toBeNull();
  });

  it('comes at most once a day and four times in thirty days; news in between wait, and none is lost', async () => {
    const someone = await member();
    const letters: string[] = [];
    for (let half = 0; half < 80; half += 1) {
      await setPassword(someone, phcOf(`n${half}`));
      letters.push(...(await handedOver()));
      fixture.clock.now += DAY / 2;
    }
    // Forty days.
    expect(letters).toHaveLength(8);
    expect(letters[4], 'what was collected').toContain('autres changements');
    const told = (await noticesTo(someone.number)).flat();
    expect(told).toHaveLength(80);
  });

  it('has words for each kind of news, on one page', async () => {
    const someone = await member();
    await setPassword(someone);
    const { id } = await fixture.db
      .selectFrom('letter')
      .select('id')
      .where('number', '=', someone.number)
      .executeTakeFirstOrThrow();
    await fixture.db
      .insertInto('letter_news')
      .values(LETTER_NEWS.map((what, place) => ({ letter: id, what, at: new Date(START + place) })))
      .execute();
    const [text = ''] = await handedOver();
    expect(text).toContain(`Et ${LETTER_NEWS.length + 1 - 9} autres changements`);
    expect(text).not.toContain('undefined');
  });
});
