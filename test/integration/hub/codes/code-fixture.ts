import { randomUUID } from 'node:crypto';
import type { AskCodeAnswer, AskCodeBody, CheckCodeAnswer } from '../../../../src-shared/hub-api/codes.ts';
import type { EventAnswer, EventAnswers, PasswordProof } from '../../../../src-shared/hub-api/events.ts';
import type { SentChannel } from '../../../../src-shared/values/contact/channel.ts';
import { idOf, phcOf } from '../../../support/hub/hub-fixture.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import type { SpaceFixture } from '../../../support/hub/space-fixture.ts';

/** A member who can be reached on both channels. */
export interface Reached {
  readonly number: string;
  readonly email: string;
  readonly phone: string;
}

/** A code under way. */
export interface UnderWay {
  readonly attempt: string;
  readonly visit: string;
  readonly code: string;
}

/** Counts members and events of all test files of one process: they share this module. */
let serial = 0;

/** Adds a member with an e-mail address and a phone of their own. */
export async function reached(fixture: SpaceFixture): Promise<Reached> {
  serial += 1;
  const email = `adherent${serial}@exemple.fr`;
  const phone = `+3363998${String(serial).padStart(4, '0')}`;
  const { number } = await fixture.member({ email, phone });
  return { number, email, phone };
}

/** Asks for a code. */
export function askCode(
  fixture: SpaceFixture,
  number: string,
  asked: Partial<AskCodeBody> = {},
  kiosk: RigClient = fixture.kiosk,
): Promise<AskCodeAnswer> {
  const body = { attempt: randomUUID(), visit: randomUUID(), number, channel: 'email', language: 'fr' };
  return fixture.accounts.ask(kiosk, '/v1/codes', { ...body, ...asked });
}

/** The codes that went to a member, oldest first. */
export async function codesOf(
  fixture: SpaceFixture,
  { email, phone }: Reached,
  channel: SentChannel,
): Promise<string[]> {
  const messages =
    channel === 'email' ? await fixture.accounts.mails(email) : await fixture.accounts.texts(phone);
  return messages.flatMap((message) => (message.kind === 'activation-code' ? [message.code] : []));
}

/** Has a code sent, and reads it where it went. */
export async function underWay(
  fixture: SpaceFixture,
  member: Reached,
  channel: SentChannel = 'email',
  kiosk: RigClient = fixture.kiosk,
): Promise<UnderWay> {
  const [attempt, visit] = [randomUUID(), randomUUID()];
  const answer = await askCode(fixture, member.number, { attempt, visit, channel }, kiosk);
  if (answer.result !== 'ok') throw new Error(answer.result);
  const code = (await codesOf(fixture, member, channel)).at(-1) ?? 'none';
  return { attempt, visit, code };
}

/** Shows a code. */
export function checkCode(
  fixture: SpaceFixture,
  shown: UnderWay,
  kiosk: RigClient = fixture.kiosk,
): Promise<CheckCodeAnswer> {
  return fixture.accounts.ask(kiosk, '/v1/codes/check', shown);
}

/** Has a code sent and shows it. */
export async function proven(
  fixture: SpaceFixture,
  member: Reached,
  kiosk: RigClient = fixture.kiosk,
): Promise<PasswordProof & { readonly by: 'code' }> {
  const shown = await underWay(fixture, member, 'email', kiosk);
  const answer = await checkCode(fixture, shown, kiosk);
  if (answer.result !== 'ok') throw new Error(answer.result);
  return { by: 'code', id: answer.proof, visit: shown.visit };
}

/** Tells a password. @param proof absent: only the kiosk attests it */
export async function tellPassword(
  fixture: SpaceFixture,
  number: string,
  proof?: PasswordProof,
  options: { kiosk?: RigClient; at?: number; text?: string } = {},
): Promise<EventAnswer | undefined> {
  const { kiosk = fixture.kiosk, at = fixture.clock.now, text = 'a password' } = options;
  serial += 1;
  const body = { kind: 'password-set', number, phc: phcOf(text), ...(proof && { proof }) };
  const events = [{ id: idOf(serial), seq: 1, at, body }];
  const { answers } = await fixture.accounts.ask<EventAnswers>(kiosk, '/v1/events', {
    ...{ sentAt: fixture.clock.now, journal: randomUUID(), events },
  });
  return answers[0];
}
