import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src-main/delivery/channels.ts';
import type { Message } from '../../../src-shared/sms/message.ts';
import { stillValid } from '../../../src-main/delivery/still-valid.ts';
import { codeMail, MEMBER_PHONE, noticeMail } from '../../support/outbox-fixture.ts';

const NOW = 1_800_000_000_000;

describe('stillValid', () => {
  it.each([
    [600_000, 10],
    [599_000, 10],
    [540_000, 9],
    [90_000, 2],
    [20_000, 1],
    [1, 1],
    [6_000_000, 10],
  ])('with %i ms left promises %i minutes', (left, minutes) => {
    expect(stillValid(codeMail(), NOW + left, NOW).message).toMatchObject({ validMinutes: minutes });
  });

  it('promises no more of a fresh code of the member space either', () => {
    const message = { ...codeMail().message, kind: 'space-code', purpose: 'device' } as Message;
    const delivery: Delivery = { channel: 'sms', to: MEMBER_PHONE, message };
    expect(stillValid(delivery, NOW + 120_000, NOW).message).toMatchObject({
      validMinutes: 2,
      purpose: 'device',
    });
  });

  it('leaves alone what does not expire', () => {
    expect(stillValid(codeMail(), null, NOW)).toEqual(codeMail());
    expect(stillValid(noticeMail(), NOW + 5, NOW)).toEqual(noticeMail());
  });
});
