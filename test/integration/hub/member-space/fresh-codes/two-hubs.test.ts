import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import { MobileClient } from '../../../../support/hub/mobile-client.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { ask, proven, show, textCodesTo } from './code-fixture.ts';
import { twoHubs } from '../../../../support/hub/two-hubs.ts';
import { describeWith } from '../../../../support/peers.ts';

const TOGETHER = 12;
const PHONE = '+33612345691';

describeWith('PostgreSQL')('two hubs on PostgreSQL, asked at once', () => {
  it('send one code, look at five tries, do one act for a code, and register ten devices', async () => {
    const [one, other] = await twoHubs(SpaceFixture);
    const person = await one.member({ phone: PHONE, email: null });
    const { token } = await one.login(person);
    const { kiosk } = one;
    const together = <Answer>(
      work: (fixture: SpaceFixture, place: number) => Promise<Answer>,
    ): Promise<Answer[]> =>
      Promise.all(Array.from({ length: TOGETHER }, (_, place) => work(place % 2 === 0 ? one : other, place)));

    const attempts = Array.from({ length: TOGETHER }, () => randomUUID());
    const asked = await together((fixture, place) =>
      ask(fixture, token, { attempt: attempts[place] ?? '', channel: 'sms' }, kiosk),
    );
    expect(asked.filter(({ result }) => result === 'paused')).toHaveLength(TOGETHER - 1);
    const won = asked.findIndex(({ result }) => result === 'ok');
    const proof = attempts[won] ?? '';
    const code = (await textCodesTo(one, PHONE)).at(-1) ?? '';
    const { id: device } = await one.db
      .insertInto('device')
      .values({
        ...{ holder: person.number, name: 'Pixel 8', kind: 'phone', token_hash: Buffer.alloc(32, 1) },
        ...{ registered_at: new Date(FIXTURE_START), used_at: new Date(FIXTURE_START) },
      })
      .returning('id')
      .executeTakeFirstOrThrow();

    const shown = await together((fixture) => show(fixture, token, proof, code, kiosk));
    expect(shown).toEqual(shown.map(() => ({ result: 'ok' })));
    const deleted = await together((fixture) =>
      fixture.call(token, 'device', { device, do: 'delete', proof }, { kiosk }),
    );
    // The act was done once; whoever asks again with the same proof is told so.
    expect(deleted).toEqual(deleted.map(() => ({ result: 'ok' })));
    const spent = await one.db.selectFrom('sent_code').select('spent_at').execute();
    expect(spent).toEqual([{ spent_at: new Date(FIXTURE_START) }]);

    one.clock.now += 60_000;
    const next = randomUUID();
    await ask(other, token, { attempt: next, channel: 'sms' }, kiosk);
    const right = Number((await textCodesTo(one, PHONE)).at(-1));
    const wrong = await together((fixture, place) =>
      show(fixture, token, next, String((right + place + 1) % 1_000_000).padStart(6, '0'), kiosk),
    );
    expect(wrong.map(({ result }) => result)).toEqual(wrong.map(() => 'wrong'));
    const tries = await one.db.selectFrom('sent_code_try').select('attempt').execute();
    expect(tries).toHaveLength(5);
    expect(await show(one, token, next, String(right).padStart(6, '0'))).toEqual({
      result: 'wrong',
      triesLeft: 0,
    });

    const apps = [one, other].map((fixture) => new MobileClient(fixture.accounts.url));
    const { identifier } = person;
    const asking = { identifier, password: FIXTURE_PASSWORD, name: 'Pixel 8', kind: 'phone' } as const;
    const answers = await together(
      (_fixture, place) => apps[place % 2]?.register(asking) ?? Promise.reject(new Error()),
    );
    const results = answers.map((answer) => ('result' in answer ? answer.result : answer.error));
    expect(results.filter((result) => result === 'registered')).toHaveLength(10);
    expect(results.filter((result) => result === 'too-many-devices')).toHaveLength(2);
    for (const app of apps) await app.close();
  });

  it('do two changes of contact that cross one after the other', async () => {
    const [one, other] = await twoHubs(SpaceFixture);
    const person = await one.member({ phone: PHONE, email: 'before@exemple.fr' });
    const { token } = await one.login(person);
    const { kiosk } = one;
    const changes = [];
    for (const email of ['first@exemple.fr', 'second@exemple.fr']) {
      const channel = email.startsWith('first') ? 'email' : 'sms';
      const proof = await proven(one, token, channel === 'sms' ? PHONE : 'before@exemple.fr', {
        ...{ purpose: 'contact', channel },
      });
      const newProof = await proven(one, token, email, { purpose: 'new-contact', to: email });
      changes.push({ change: { channel: 'email', email }, proof, newProof, language: 'fr' } as const);
    }
    const answers = await Promise.all(
      changes.map((body, place) => (place === 0 ? one : other).call(token, 'contact', body, { kiosk })),
    );
    expect(answers).toMatchObject([{ result: 'ok' }, { result: 'ok' }]);
    const { email } = await one.db
      .selectFrom('member')
      .select('email')
      .where('number', '=', person.number)
      .executeTakeFirstOrThrow();
    const toldTo = async (address: string): Promise<string[]> =>
      (await one.accounts.mails(address))
        .map(({ kind }) => kind)
        .filter((kind) => kind === 'contact-changed');
    const between = email === 'first@exemple.fr' ? 'second@exemple.fr' : 'first@exemple.fr';
    expect(await toldTo('before@exemple.fr')).toHaveLength(1);
    expect(await toldTo(between), 'when it came and when it went').toHaveLength(2);
    expect(await toldTo(email ?? '')).toHaveLength(1);
  });
});
