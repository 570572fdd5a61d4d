import { describe, expect, it } from 'vitest';
import { readSaidBirthDate } from '../../../../src-shared/values/birth-date.ts';
import { readEmail } from '../../../../src-shared/values/contact/email.ts';
import { readFamilyName } from '../../../../src-shared/values/names/person-name.ts';
import { normaliseSecretAnswer } from '../../../../src-shared/values/secret-question.ts';
import type { ChallengeAnswer, Action } from '../../../../src-shared/journey/action.ts';
import { memberNumberOf } from '../../../../src-shared/values/member-number.ts';
import {
  judgePassword,
  MCRN_PASSWORD_POLICY,
} from '../../../../src-shared/policy/passwords/password-policy.ts';
import { namesPictogram } from '../../../../src-main/challenge/answer-match.ts';
import { loadPictograms, loadRiddles } from '../../../../src-main/challenge/load-pictograms.ts';
import { activationCodeOf } from '../../../../src-shared/values/activation-code.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { answerTo } from '../../../support/pictures/answer-riddle.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { NAUGHTY_STRINGS } from '../../../support/hostile/naughty-strings.ts';
import { allAnswered } from '../../head-office/actions.ts';
import {
  atPending,
  CHOSEN,
  EMAIL,
  GIVEN,
  NIR,
  openAccounts,
  PROVISIONAL,
  SHOWN,
  toActivate,
  toRequest,
  type RequestFields,
} from './actions.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

const { both } = DEMO_CAST;

const PICTOGRAMS = loadPictograms();
const RIDDLES_IN_FRENCH = { pictograms: PICTOGRAMS, riddles: loadRiddles(), language: 'fr' } as const;

/** Long enough not to stand in a log by chance. */
const TELLING = NAUGHTY_STRINGS.filter((text) => text.trim().length > 9 && !/^[0-9x]+$/u.test(text));

function expectClean(rig: KioskRig): void {
  const logged = rig.logged.join('\n');
  expect(
    TELLING.filter((text) => logged.includes(text) || logged.includes(JSON.stringify(text).slice(1, -1))),
  ).toEqual([]);
  expect(rig.logged.filter((line) => line.includes('"error"'))).toEqual([]);
}

/** An answer to a challenge that was never given: it tells that all fields before it were taken. */
const NO_ANSWER = { way: 'question', challenge: 'AAAAAAAAAAAAAAAAAAAAAA', typed: '' } as const;

/** The text as an answer to a riddle it does not solve: some are a typing error away from the name of a pictogram. */
async function missedAnswer(rig: KioskRig, typed: string): Promise<ChallengeAnswer> {
  const challenge = await rig.challenge('question');
  if (challenge.way !== 'question') throw new Error('a question was asked for');
  const wanted = PICTOGRAMS.find(({ fr }) => fr === answerTo(challenge.question));
  if (wanted && namesPictogram(typed, wanted, RIDDLES_IN_FRENCH)) return missedAnswer(rig, typed);
  return { way: 'question', challenge: challenge.id, typed };
}

/** Sends a request that differs from a good one in some fields. @returns true when they were all taken */
async function isTaken(rig: KioskRig, fields: RequestFields, field: string): Promise<boolean> {
  const { screen } = await rig.act({ type: 'request-account', ...fields, answer: NO_ANSWER });
  if (screen.id !== 'account-request') throw new Error(`${screen.id} for ${JSON.stringify(fields)}`);
  if (screen.problem?.kind === 'challenge-missed') return true;
  expect(screen.problem, JSON.stringify(fields)).toMatchObject({ kind: 'field', field });
  return false;
}

describe('the list', () => {
  it('has some hundreds of texts, none longer than a field may be', () => {
    expect(NAUGHTY_STRINGS.length).toBeGreaterThan(350);
    expect(NAUGHTY_STRINGS.filter((text) => text.length > 256)).toEqual([]);
  });
});

describe('every naughty text in every field', () => {
  it('of a request is taken in its one form or told by its field, and comes to head office as it was taken', async () => {
    const { office, rig } = await openAccounts();
    const expected: unknown[] = [];
    /** How each field is read; null: it is not taken. */
    const readers: readonly (readonly [keyof RequestFields, string, (text: string) => string | null])[] = [
      ['number', 'number', memberNumberOf],
      ['email', 'email', addressOf],
      ['familyName', 'family-name', (text) => nameOf(readFamilyName(text))],
      ['birthDate', 'birth-date', (text) => dateOf(readSaidBirthDate(text, '2025-11-22'))],
      [
        'postalCode',
        'postal-code',
        (text) => /^[0-9]{5}$/u.exec(text.normalize('NFKC').replaceAll(/\s/gu, ''))?.[0] ?? null,
      ],
    ];
    for (const [key, field, read] of readers) {
      await toRequest(rig);
      for (const text of NAUGHTY_STRINGS) {
        const wanted = read(text);
        const fields = { ...GIVEN, [key]: text, ...(key === 'email' && { emailAgain: text }) };
        expect(await isTaken(rig, fields, field), JSON.stringify(text)).toBe(wanted !== null);
        if (wanted === null) continue;
        await rig.act({ type: 'request-account', ...fields, answer: await rig.rightAnswer() });
        if (rig.view.screen.id === 'account-request') {
          expect(rig.view.screen.problem?.kind).toBe('kiosk-paused');
          await rig.act({ type: 'leave' });
          await rig.time.advance(HOUR);
          await toRequest(rig);
          await rig.act({ type: 'request-account', ...fields, answer: await rig.rightAnswer() });
        }
        rig.screen('account-requested');
        expected.push({ key, value: wanted });
        await toRequest(rig);
      }
    }
    await allAnswered(rig);
    const stored = office.appliedBodies.map((body, index) => {
      const { key } = expected[index] as { key: keyof RequestFields };
      const { holder, ...rest } = body as { holder: { number: string } } & Record<string, unknown>;
      return { key, value: key === 'number' ? holder.number : rest[key] };
    });
    expect(stored).toEqual(expected);
    expect(expected.length, 'some are names').toBeGreaterThan(60);
    expect([...office.applied.values()].map(({ answer }) => answer.status)).not.toContain('refused');
    expectClean(rig);
  });

  it('of a NIR, a second address, an answer or a provisional password is a view each time', async () => {
    const { office, rig } = await openAccounts();
    await toRequest(rig, 'insured');
    for (const text of NAUGHTY_STRINGS) {
      expect(await isTaken(rig, { ...GIVEN, number: text }, 'number'), text).toBe(false);
      const isSame = addressOf(text) === EMAIL;
      expect(await isTaken(rig, { ...GIVEN, number: NIR, emailAgain: text }, 'email-again'), text).toBe(
        isSame,
      );
      const answer = await missedAnswer(rig, text);
      await rig.act({ type: 'request-account', ...GIVEN, number: NIR, answer });
      expect(rig.screen('account-request').problem?.kind, text).toBe('challenge-missed');
    }
    await toActivate(rig);
    for (const text of NAUGHTY_STRINGS) {
      await rig.act({ ...SHOWN, number: text, code: '' });
      const field = memberNumberOf(text) === null ? 'number' : 'code';
      expect(rig.screen('activate').problem, text).toMatchObject({ kind: 'field', field });
      await rig.act({ ...SHOWN, code: text });
      expect(rig.screen('activate').problem, text).toMatchObject({ kind: 'field', field: 'code' });
    }
    expect(office.asked.filter(({ path }) => path === 'open')).toEqual([]);
    expectClean(rig);
  });

  it('of an activation is a view each time; what is taken comes to head office as it was taken', async () => {
    const { office, rig } = await openAccounts();
    office.accounts.letters.set(both.number, { code: PROVISIONAL, state: 'good' });
    await toActivate(rig);
    await rig.act(SHOWN);
    type Chosen = Partial<typeof CHOSEN>;
    /** Without the terms nothing is sent: that they are missing tells that all before them was taken. */
    const fields: readonly (readonly [string, (text: string) => Chosen, (text: string) => boolean])[] = [
      ['question', (question) => ({ question }), () => false],
      ['secret-answer', (secretAnswer) => ({ secretAnswer }), (text) => normaliseSecretAnswer(text) !== null],
      ['email', (email) => ({ email, emailAgain: email }), (text) => addressOf(text) !== null],
      ['email-again', (emailAgain) => ({ emailAgain }), (text) => addressOf(text) === EMAIL],
      ['mismatch', (confirmation) => ({ confirmation }), () => false],
      ['refused', (password) => ({ password, confirmation: password }), isGood],
    ];
    for (const [fault, change, isTakenHere] of fields) {
      for (const text of NAUGHTY_STRINGS) {
        await rig.act({ ...CHOSEN, ...change(text), terms: '' });
        const { problem } = rig.screen('activate-identity');
        const told = problem?.kind === 'field' ? problem.field : problem?.kind;
        expect(told, JSON.stringify(text)).toBe(isTakenHere(text) ? 'terms' : fault);
      }
    }
    for (const terms of NAUGHTY_STRINGS) {
      await rig.act({ ...CHOSEN, terms });
      expect(rig.screen('activate-identity').problem).toMatchObject({ kind: 'field', field: 'terms' });
    }
    expect(office.asked.filter(({ path }) => path === 'activate')).toEqual([]);
    // Nobody's address is free: the visitor stays.
    office.accounts.instead.set('activate', () => ({ result: 'email-taken' }));
    const addresses = NAUGHTY_STRINGS.filter((text) => addressOf(text) !== null);
    for (const email of addresses) await rig.act({ ...CHOSEN, email, emailAgain: email });
    const told = office.asked.flatMap(({ path, body }) => (path === 'activate' ? [body] : []));
    expect(told).toMatchObject(addresses.map((text) => ({ email: addressOf(text) })));
    expect(addresses.length).toBeGreaterThan(5);
    expectClean(rig);
  });

  it('of a confirmation is a view each time', async () => {
    const { office, rig } = await atPending();
    for (const text of NAUGHTY_STRINGS) {
      await rig.act({ type: 'confirm-account', code: text });
      const kind = activationCodeOf(text) === null ? 'malformed' : 'wrong';
      expect(rig.screen('activated-pending').problem, text).toEqual({ kind });
      const changes: readonly Action[] = [
        { type: 'change-email', email: text, emailAgain: 'zoe@y.fr' },
        { type: 'change-email', email: 'zoe@y.fr', emailAgain: text },
      ];
      for (const action of changes) {
        await rig.act(action);
        expect(rig.screen('activated-pending'), text).toMatchObject({
          email: EMAIL,
          problem: { kind: 'field' },
        });
      }
    }
    expect(office.accounts.mails).toHaveLength(1);
    expectClean(rig);
  });
});

/** Whether the policy takes it, and no more than that: none of the texts is of the member. */
function isGood(text: string): boolean {
  return judgePassword(MCRN_PASSWORD_POLICY, text).broken.length === 0;
}

function nameOf(parsed: ReturnType<typeof readFamilyName>): string | null {
  return parsed.ok ? parsed.value : null;
}

function dateOf(parsed: ReturnType<typeof readSaidBirthDate>): string | null {
  return parsed.ok ? parsed.value : null;
}

function addressOf(text: string): string | null {
  const read = readEmail(text);
  return read.ok ? read.value : null;
}
