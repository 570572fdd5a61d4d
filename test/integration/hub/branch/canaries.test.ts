import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HubSettings } from '../../../../src-hub/basics/settings/settings.ts';
import { openMail } from '../../../../src-hub/mail/open-mail.ts';
import { SMS_PURPOSE } from '../../../../src-hub/mail/post-sms.ts';
import { unseal } from '../../../../src-hub/basics/seal.ts';
import { smsCostToday } from '../../../../src-hub/codes/code-limits.ts';
import { smsText } from '../../../../src-shared/sms/sms-text.ts';
import { messageSchema } from '../../../../src-shared/sms/message.ts';
import { drawTestLetter } from '../../../../src-hub/branch/canaries/test-letter.ts';
import {
  CANARIES_PER_DAY,
  CANARY_LIFE,
  LETTERS_LATE,
} from '../../../../src-shared/policy/staff/morning-test.ts';
import { DAY } from '../../../../src-shared/time/units.ts';
import type { Channel } from '../../../../src-shared/values/contact/channel.ts';
import { openHubRig, type HubRig, type RigClient } from '../../../support/hub/hub-rig.ts';

const EMAIL = 'essais@mutuelle.test';
const PHONE = '+33639980099';

interface Canaries {
  readonly rig: HubRig;
  readonly kiosk: RigClient;
  readonly send: (channel: Channel, attempt?: string, client?: RigClient) => Promise<string>;
}

async function open(settings: Partial<HubSettings> = {}): Promise<Canaries> {
  const rig = await openHubRig({
    now: new Date('2026-11-30T07:00:00Z'),
    settings: { HUB_TEST_EMAIL: EMAIL, HUB_TEST_PHONE: PHONE, ...settings },
  });
  const kiosk = await rig.enrol('Nantes 1');
  return {
    ...{ rig, kiosk },
    send: async (channel, attempt = randomUUID(), client = kiosk) => {
      const answer = await rig.as(client).post('/v1/branch/canary', { attempt, channel });
      expect(answer.status, answer.text).toBe(200);
      return (answer.body as { state: string }).state;
    },
  };
}

async function addMember(rig: HubRig, contacts: { email?: string; phone?: string }): Promise<void> {
  await rig.deps.database.db
    .insertInto('member')
    .values({
      ...{ number: '1234567', family_name: 'Exemple', given_name: 'Odette', birth_date: '1941-03-07' },
      ...contacts,
    })
    .execute();
}

describe('a mail of the morning test', () => {
  it('goes to the test address alone, says that it is a test, and has a life of minutes', async () => {
    const { rig, send } = await open();
    await addMember(rig, { email: 'odette@exemple.test' });
    const attempt = randomUUID();
    expect(await send('email', attempt)).toBe('waiting');
    const [mail, ...more] = await rig.deps.database.db.selectFrom('mail').selectAll().execute();
    expect(more).toEqual([]);
    if (!mail?.sealed) throw new Error('a mail is in the outbox');
    expect(mail.expires_at.getTime() - mail.made_at.getTime()).toBe(CANARY_LIFE);
    const opened = openMail(rig.deps, { sealed: mail.sealed, made_at: mail.made_at }, rig.clock.now());
    if (typeof opened === 'string') throw new Error(opened);
    expect(opened.to).toBe(EMAIL);
    expect(opened.mail.subject).toContain('[TEST]');
    expect(opened.mail.text).toContain('Nantes 1');
    expect(opened.mail.text).not.toMatch(/\d{3}\s\d{3}/u);
    const settle = (state: 'sent' | 'refused') =>
      rig.deps.database.db
        .updateTable('mail')
        .set({ state, sealed: null, settled_at: rig.clock.now() })
        .execute();
    await settle('sent');
    expect(await send('email', attempt)).toBe('done');
    await settle('refused');
    expect(await send('email', attempt)).toBe('refused');
    expect(await rig.deps.database.db.selectFrom('mail').select('id').execute()).toHaveLength(1);
  });

  it('is not sent to an address that a member or an account has', async () => {
    const { rig, send } = await open();
    await addMember(rig, { email: EMAIL, phone: PHONE });
    expect([await send('email'), await send('sms')]).toEqual(['of-a-member', 'of-a-member']);
    for (const table of ['mail', 'sms'] as const)
      expect(await rig.deps.database.db.selectFrom(table).select('id').execute()).toEqual([]);
  });

  it('needs an address, and a hub that sends', async () => {
    const without = await open({ HUB_TEST_EMAIL: undefined, HUB_TEST_PHONE: undefined });
    expect([await without.send('email'), await without.send('sms')]).toEqual(['no-address', 'no-address']);
    const silent = await openHubRig({
      mailsElsewhere: false,
      settings: { HUB_TEST_EMAIL: EMAIL },
    });
    const kiosk = await silent.enrol('Nantes 1');
    const body = { attempt: randomUUID(), channel: 'email' };
    expect((await silent.as(kiosk).post('/v1/branch/canary', body)).body).toEqual({ state: 'closed' });
  });
});

describe('a text message of the morning test', () => {
  it('is one marked SMS, and costs what each costs', async () => {
    const { rig, send } = await open();
    expect(await send('sms')).toBe('waiting');
    const [sms] = await rig.deps.database.db.selectFrom('sms').selectAll().execute();
    const { to, message } = JSON.parse(
      unseal(rig.deps.settings.HUB_SECRET, SMS_PURPOSE, sms?.sealed ?? Buffer.alloc(0)),
    ) as { to: string; message: unknown };
    expect(to).toBe(PHONE);
    expect(smsText(messageSchema.parse(message))).toMatch(/TEST.*Nantes 1/u);
    const cost = await rig.deps.database.transaction((at) => smsCostToday(at, rig.clock.now()));
    expect(cost).toBe(rig.deps.settings.HUB_SMS_PRICE);
  });

  it('is not sent once the money of the day is spent', async () => {
    const { send } = await open({ HUB_SMS_DAY_CEILING: 0 });
    expect(await send('sms')).toBe('closed');
  });
});

describe('a letter of the morning test', () => {
  it('is drawn as those of members are, in no batch and for nobody', async () => {
    const { rig, send } = await open();
    expect(await send('letter')).toBe('done');
    for (const table of ['letter', 'letter_batch'] as const)
      expect(await rig.deps.database.db.selectFrom(table).select('id').execute()).toEqual([]);
    const pdf = await drawTestLetter(rig.deps, 'Nantes 1', rig.clock.now());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)).toHaveLength(1);
  });

  it('says when letters of members wait and no batch is made', async () => {
    const { rig, send } = await open();
    await addMember(rig, {});
    await rig.deps.database.db
      .insertInto('letter')
      .values({ id: randomUUID(), number: '1234567', requested_at: rig.clock.now() })
      .execute();
    rig.clock.advance(LETTERS_LATE);
    expect(await send('letter')).toBe('done');
    rig.clock.advance(1000);
    expect(await send('letter')).toBe('late');
    await rig.deps.database.db
      .insertInto('letter_batch')
      .values({ folder: '/tmp/lot', made_at: rig.clock.now() })
      .execute();
    expect(await send('letter')).toBe('done');
  });
});

describe('how many', () => {
  it('a kiosk may have is counted by channel and day, and no kiosk uses up those of another', async () => {
    const { rig, send } = await open();
    for (let sent = 0; sent < CANARIES_PER_DAY; sent += 1) expect(await send('email')).toBe('waiting');
    expect(await send('email')).toBe('paused');
    expect(await send('sms')).toBe('waiting');
    expect(await send('email', randomUUID(), await rig.enrol('Nantes 2'))).toBe('waiting');
    rig.clock.advance(DAY);
    expect(await send('email')).toBe('waiting');
  });

  it('is not told to another kiosk that knows the attempt', async () => {
    const { rig, send } = await open();
    const attempt = randomUUID();
    await send('email', attempt);
    expect(await send('email', attempt, await rig.enrol('Nantes 2'))).toBe('refused');
  });
});
