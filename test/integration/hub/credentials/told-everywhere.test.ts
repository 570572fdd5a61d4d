import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../../support/hub/space-fixture.ts';

let fixture: SpaceFixture;
let serial = 0;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
afterAll(() => fixture.close());

/** A member whose account has an older address than the file of members. */
async function movedMember(): Promise<{ number: string; old: string; current: string }> {
  serial += 1;
  const [old, current] = [`old-${serial}@exemple.fr`, `current-${serial}@exemple.fr`];
  const { number } = await fixture.accounts.member();
  await fixture.db.updateTable('member').set({ email: current }).where('number', '=', number).execute();
  await fixture.accounts.account({ number }, { confirmed: true, email: old });
  return { number, old, current };
}

const kindsTo = async (address: string): Promise<string[]> =>
  (await fixture.accounts.mails(address)).map(({ kind }) => kind);

it('a recovery by an address that the member no longer has goes to the one on file, and is told to both', async () => {
  const { old, current } = await movedMember();
  const attempt = randomUUID();
  const ask = <Answer>(path: string, body: object): Promise<Answer> =>
    fixture.accounts.ask(fixture.kiosk, `/v1/recoveries${path}`, { attempt, ...body });
  expect(await ask('', { email: old, language: 'fr' })).toMatchObject({ result: 'posted' });
  expect(await kindsTo(old), 'whoever reads the old mailbox').toEqual([]);
  const [mail] = await fixture.accounts.mails(current);
  const code = mail?.kind === 'recovery-code' ? mail.code : '';
  expect(await ask('/check', { code })).toMatchObject({ result: 'accepted' });
  expect(await ask('/password', { phc: phcOf('new') })).toEqual({ result: 'accepted' });
  expect(await kindsTo(current)).toEqual(['recovery-code', 'password-set']);
  expect(await kindsTo(old)).toEqual(['password-set']);
});

it('a password that a kiosk reports is told by head office, once, at every address', async () => {
  const { number, old, current } = await movedMember();
  const journal = randomUUID();
  const body = { kind: 'password-set', number, phc: phcOf('stolen') } as const;
  const at = fixture.clock.now;
  const events = [{ id: `01900000-0000-7000-8000-${String(serial).padStart(12, '9')}`, seq: 1, at, body }];
  for (let time = 0; time < 2; time += 1)
    expect(
      await fixture.accounts.ask(fixture.kiosk, '/v1/events', { sentAt: at, journal, events }),
    ).toMatchObject({ answers: [{ status: 'accepted' }] });
  for (const address of [old, current]) expect(await kindsTo(address)).toEqual(['password-attested']);
});

it('a device is told at every address', async () => {
  const person = await fixture.member();
  const current = `current-${(serial += 1)}@exemple.fr`;
  const own = `own-${serial}@exemple.fr`;
  await fixture.db
    .updateTable('member')
    .set({ email: current })
    .where('number', '=', person.number)
    .execute();
  await fixture.accounts.account({ number: person.number }, { confirmed: true, email: own });
  const asked = {
    attempt: randomUUID(),
    identifier: person.number,
    password: FIXTURE_PASSWORD,
    name: 'Pixel',
    kind: 'phone',
  };
  const answer = await fetch(`${fixture.accounts.url}/v1/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  expect(await answer.json()).toMatchObject({ result: 'registered' });
  for (const address of [own, current]) expect(await kindsTo(address)).toEqual(['device-added']);
});
