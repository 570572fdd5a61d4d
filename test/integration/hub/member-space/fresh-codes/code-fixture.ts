import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { SpaceAnswer, SpaceBody } from '../../../../../src-shared/hub-api/space-calls.ts';
import type { RigClient } from '../../../../support/hub/hub-rig.ts';
import type { SpaceFixture } from '../../../../support/hub/space-fixture.ts';

/** What is asked for unless a test says otherwise. */
type Asked = SpaceBody<'send-code'>;

/** A code that was sent. */
export interface SentCode {
  readonly attempt: string;
  readonly code: string;
  /** One that was not. */
  readonly other: (n: number) => string;
}

/** Asks for a code: for a device, by mail, unless told otherwise. */
export function ask(
  fixture: SpaceFixture,
  token: string,
  asked: Partial<Asked> = {},
  kiosk?: RigClient,
): Promise<SpaceAnswer<'send-code'>> {
  const body: Asked = {
    ...{ attempt: randomUUID(), purpose: 'device', channel: 'email', to: null, language: 'fr' },
    ...asked,
  };
  return fixture.call(token, 'send-code', body, kiosk ? { kiosk } : {});
}

/** The codes of mails to an address, oldest first. */
export async function codesTo(fixture: SpaceFixture, email: string): Promise<string[]> {
  const mails = await fixture.accounts.mails(email);
  return mails.flatMap((mail) => (mail.kind === 'space-code' ? [mail.code] : []));
}

/** The codes of text messages to a number, oldest first. */
export async function textCodesTo(fixture: SpaceFixture, phone: string): Promise<string[]> {
  const texts = await fixture.accounts.texts(phone);
  return texts.flatMap((text) => (text.kind === 'space-code' ? [text.code] : []));
}

/** Has a code sent to an address or phone, and reads it there. */
export async function sent(
  fixture: SpaceFixture,
  token: string,
  to: string,
  asked: Partial<Asked> = {},
): Promise<SentCode> {
  const attempt = randomUUID();
  const codes = asked.channel === 'sms' ? textCodesTo : codesTo;
  const before = await codes(fixture, to);
  const answer = await ask(fixture, token, { attempt, ...asked });
  if (answer.result !== 'ok') throw new Error(answer.result);
  const code = (await codes(fixture, to))[before.length] ?? 'none';
  expect(code).toMatch(/^[0-9]{6}$/u);
  return { attempt, code, other: (n) => String((Number(code) + n) % 1_000_000).padStart(6, '0') };
}

/** Shows a code. */
export function show(
  fixture: SpaceFixture,
  token: string,
  attempt: string,
  code: string,
  kiosk?: RigClient,
): Promise<SpaceAnswer<'check-code'>> {
  return fixture.call(token, 'check-code', { attempt, code }, kiosk ? { kiosk } : {});
}

/** Has a code sent and shows it. @returns the proof */
export async function proven(
  fixture: SpaceFixture,
  token: string,
  to: string,
  asked: Partial<Asked> = {},
): Promise<string> {
  const { attempt, code } = await sent(fixture, token, to, asked);
  expect(await show(fixture, token, attempt, code)).toEqual({ result: 'ok' });
  return attempt;
}
