import { forEachChannel, SENT_CHANNELS } from '../../../src-shared/values/contact/channel.ts';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Outbox } from '../../../src-main/delivery/outbox.ts';
import { Notices } from '../../../src-main/delivery/notices.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { AGENCY, CODE, MEMBER_MAIL, MEMBER_PHONE, openOutbox } from '../../support/outbox-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { DAY } from '../../../src-shared/time/units.ts';

const BOTH = { key: 'blind-index', email: MEMBER_MAIL, phone: MEMBER_PHONE };
const MAIL_ONLY = { ...BOTH, phone: null };
const SMS_ONLY = { ...BOTH, email: null };
const NEITHER = { ...BOTH, email: null, phone: null };

let journal: Database;
let outbox: Outbox;
let time: ManualTime;

beforeEach(() => {
  time = new ManualTime();
  ({ journal, outbox } = openOutbox(path.join(temporaryFolder(), 'journal.db'), time));
  onTestFinished(() => void journal.close());
});

const notices = (channels = { email: true, sms: true }, hasHeadOffice = false): Notices =>
  new Notices({
    ...{ outbox, agency: AGENCY, hasHeadOffice },
    channels: { ...forEachChannel(() => false), ...channels },
  });

const due = (): unknown[] =>
  SENT_CHANNELS.flatMap((channel) => {
    const found = outbox.due(channel, time.now());
    return found ? [{ ...found.delivery, expiresAt: found.expiresAt }] : [];
  });

describe('the notice of a new password', () => {
  it.each([
    ['mail and SMS', BOTH, { email: true, sms: true }, ['email', 'sms']],
    ['mail alone', MAIL_ONLY, { email: true, sms: true }, ['email']],
    ['SMS alone', SMS_ONLY, { email: true, sms: true }, ['sms']],
    ['nothing on file', NEITHER, { email: true, sms: true }, []],
    ['no SMS gateway', BOTH, { email: true, sms: false }, ['email']],
    ['no mail server', BOTH, { email: false, sms: true }, ['sms']],
    ['neither server', BOTH, { email: false, sms: false }, []],
  ])('goes by every channel on file that this kiosk has: %s', (_name, member, channels, expected) => {
    notices(channels).passwordSet(member, 'fr', time.now(), time.now());
    expect(outbox.counts().map(({ channel }) => channel)).toEqual(expected);
  });

  it('is told by head office, where there is one', () => {
    notices({ email: true, sms: true }, true).passwordSet(BOTH, 'fr', time.now(), time.now());
    expect(outbox.counts()).toEqual([]);
  });

  it('is in the language of the visitor and goes stale after three days', () => {
    notices().passwordSet(BOTH, 'en', 123, time.now());
    const message = { kind: 'password-set', agency: AGENCY, language: 'en', at: 123 };
    const expiresAt = time.now() + 3 * DAY;
    expect(due()).toEqual([
      { channel: 'email', to: MEMBER_MAIL, message, expiresAt },
      { channel: 'sms', to: MEMBER_PHONE, message, expiresAt },
    ]);
  });
});

describe('the message with a code', () => {
  const message = { code: CODE, language: 'fr', validMinutes: 10, expiresAt: 0 } as const;

  it.each([
    ['email', MEMBER_MAIL],
    ['sms', MEMBER_PHONE],
  ] as const)('by %s goes there alone, and not after the code has expired', (channel, to) => {
    const expiresAt = time.now() + 600_000;
    const id = notices().code(BOTH, channel, { ...message, expiresAt });
    expect(outbox.state(id)).toBe('waiting');
    expect(due()).toEqual([
      {
        channel,
        to,
        expiresAt,
        message: { kind: 'activation-code', agency: AGENCY, code: CODE, language: 'fr', validMinutes: 10 },
      },
    ]);
    expect(outbox.expire(channel, expiresAt)).toEqual([id]);
  });

  it('to an address that is not on file is a bug, told without the member', () => {
    expect(() => notices().code(SMS_ONLY, 'email', message)).toThrow('no email address on file');
  });
});
