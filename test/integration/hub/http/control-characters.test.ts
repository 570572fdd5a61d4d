import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeKeyPair } from '../../../../src-main/hub-client/key-pair.ts';
import { idOf, phcOf } from '../../../support/hub/hub-fixture.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';

const attempt = randomUUID();

describe('a control character', () => {
  it.each([
    ['login', '/v1/logins', { identifier: '0012345\0', password: 'x' }],
    ['login by e-mail', '/v1/logins', { identifier: 'a\0@exemple.fr', password: 'x' }],
    ['password', '/v1/logins', { identifier: '0012345', password: 'x\0y' }],
    ['letter', '/v1/letters/redeem', { attempt, number: '0012345', code: 'A\u0001' }],
    ['recovery', '/v1/recoveries', { attempt, email: 'a\0@exemple.fr' }],
    ['key', '/v1/logins', { identifier: '0012345', password: 'x', 'a\0': 1 }],
  ])('of a %s is refused as malformed', async (_what, path, body) => {
    const rig = await openHubRig();
    const answer = await rig.as(await rig.enrol('A')).post(path, body);
    expect(answer).toMatchObject({ status: 400, body: { error: 'malformed' } });
    expect(rig.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    [
      'device',
      'POST',
      '/v1/devices',
      { attempt, identifier: '1\0', password: 'x', name: 'a', kind: 'phone' },
    ],
    ['code of a kiosk', 'POST', '/v1/kiosks/enrol', { code: 'A\0', attempt, key: makeKeyPair().publicKey }],
  ])('of a %s is refused as malformed, though nobody has a token', async (_what, method, path, body) => {
    const rig = await openHubRig();
    expect(await rig.ask(method, path, body)).toMatchObject({ status: 400, body: { error: 'malformed' } });
  });

  it('of one event refuses that event alone', async () => {
    const rig = await openHubRig();
    const kiosk = await rig.enrol('A');
    const event = (seq: number, number: string): object => ({
      ...{ id: idOf(seq), seq, at: Date.now() },
      body: { kind: 'password-set', number, phc: phcOf('a') },
    });
    const sent = [event(1, '0012345'), event(2, '0012345\0'), event(3, '0012345')];
    const { status, body } = await rig
      .as(kiosk)
      .post('/v1/events', { sentAt: Date.now(), journal: randomUUID(), events: sent });
    expect(status).toBe(200);
    const { answers } = body as { answers: { status: string; reason?: string }[] };
    expect(answers[1]).toMatchObject({ status: 'refused', reason: 'malformed' });
    expect(answers[0]?.reason).toBe(answers[2]?.reason);
    expect(answers[0]?.reason).not.toBe('malformed');
  });
});
