import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { codeIn } from '../../support/fakes/mailbox.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';
import { logIn } from './actions.ts';

const GOOD = 'Rivage-Ocre-57';
const { both, emailOnly, phoneOnly, neither } = DEMO_CAST;

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('first connection', () => {
  it('goes from the idle screen to the member space', async () => {
    const rig = await KioskRig.open();
    expect(rig.view.screen.id).toBe('attract');
    const code = await rig.receiveCode(both.number);
    await rig.act({ type: 'enter-code', code });
    rig.screen('define-password');
    await rig.act({
      type: 'define-password',
      password: GOOD,
      confirmation: GOOD,
      answer: await rig.rightAnswer(),
    });
    rig.screen('password-done');
    await rig.act({ type: 'continue' });
    expect(rig.screen('login').identifier).toBe(both.number);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('space-home')).toMatchObject({
      givenName: both.givenName,
      familyName: both.familyName,
    });
    await rig.act({ type: 'leave' });
    expect(rig.view.screen.id).toBe('attract');
    expect(rig.wipes).toBe(1);
  });

  it('needs the new password no third time, but for its own number, once, and in this visit', async () => {
    const rig = await KioskRig.open();
    const chosen = { type: 'login', identifier: both.number, password: null, answer: null } as const;
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'continue' });
    expect(rig.screen('login').chosen).toBe('password');
    expect(JSON.stringify(rig.view)).not.toContain(GOOD);
    await rig.act({ ...chosen, identifier: emailOnly.number });
    rig.screen('login');
    await rig.act({ type: 'login', identifier: both.number, password: `${GOOD}x`, answer: null });
    expect(rig.screen('login').chosen).toBeUndefined();
    await rig.act({ ...chosen, answer: await rig.rightAnswer() });
    rig.screen('login');
    await rig.act({ type: 'leave' });

    await rig.setPassword(emailOnly.number, GOOD);
    await rig.act({ type: 'continue' });
    await rig.act({ type: 'back' });
    await rig.act({ type: 'open', entry: 'login' });
    await rig.act({ ...chosen, identifier: emailOnly.number });
    expect(rig.screen('login').chosen).toBeUndefined();
  });

  it('goes to the member space with the password that was just chosen', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'continue' });
    await rig.act({ type: 'login', identifier: both.number, password: null, answer: null });
    rig.screen('space-home');
  });

  it('offers every channel and sends at once, also when the clock moves between two looks at it', async () => {
    const rig = await KioskRig.open();
    rig.time.tickPerLook = 1;
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').offers.map((offer) => offer.nextAt)).toEqual([null, null, null]);
    await rig.choose('sms');
    rig.screen('enter-code');
    await rig.act({ type: 'back' });
    await rig.choose('letter');
    rig.screen('letter-requested');
  });

  it('tells the member on every channel on file, in the language of the visitor', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin', language: 'en' });
    await rig.setPassword(both.number, GOOD);
    const mail = await rig.mail.next();
    const sms = await rig.sms.next();
    expect(mail.to).toBe(both.email);
    expect(mail.subject).toMatch(/password/iu);
    expect(sms.to).toBe(both.phone);
    expect(mail.text).not.toContain(GOOD);
  });

  it('shows of the channels only what is masked', async () => {
    const rig = await KioskRig.open();
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').offers).toEqual([
      { channel: 'email', masked: '*****@*****', nextAt: null },
      { channel: 'sms', masked: `** ** ** ** ${(both.phone ?? '').slice(-2)}`, nextAt: null },
      { channel: 'letter', masked: null, nextAt: null },
    ]);
    const shown = JSON.stringify(rig.view);
    for (const secret of [both.email, both.phone, both.familyName, both.birthDate, both.number]) {
      expect(shown).not.toContain(secret);
    }
  });

  it.each([
    ['e-mail only', emailOnly, ['email', 'letter']],
    ['phone only', phoneOnly, ['sms', 'letter']],
    ['neither', neither, ['letter']],
  ])('offers what is on file: %s', async (_name, member, channels) => {
    const rig = await KioskRig.open();
    await rig.identify(member.number);
    expect(rig.screen('choose-channel').offers.map((offer) => offer.channel)).toEqual(channels);
  });

  it('does not offer what is not configured', async () => {
    const rig = await KioskRig.open({ sms: undefined });
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').offers.map((offer) => offer.channel)).toEqual(['email', 'letter']);
  });
});

describe('a member number', () => {
  it.each(['', '12345', 'abcdef', "' OR 1=1 --", '١٢٣٤٥٦', '🙂🙂🙂🙂🙂🙂'])(
    '%j is malformed, and says what is expected',
    async (number) => {
      const rig = await KioskRig.open();
      await rig.identify(number);
      expect(rig.screen('identify').problem).toEqual({ kind: 'malformed', minDigits: 6, maxDigits: 10 });
    },
  );

  it('that nobody has ends the visit at the fifth', async () => {
    const rig = await KioskRig.open();
    await rig.identify('99999999');
    for (const left of [4, 3, 2, 1]) {
      expect(rig.screen('identify').problem).toEqual({ kind: 'unknown', triesLeft: left });
      await rig.identify(`9999999${left}`);
    }
    expect(rig.view.screen.id).toBe('attract');
    expect(rig.wipes).toBe(1);
  });
});

describe('a code', () => {
  it('typed wrongly five times leaves the letter, and tells the moment of the next', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    for (const left of [4, 3, 2, 1]) {
      await rig.act({ type: 'enter-code', code: wrong(code) });
      expect(rig.screen('enter-code')).toMatchObject({ problem: { kind: 'wrong' }, triesLeft: left });
    }
    await rig.act({ type: 'enter-code', code: wrong(code) });
    const { offers, problem } = rig.screen('choose-channel');
    const until = rig.time.now() + 24 * HOUR;
    expect(problem).toEqual({ kind: 'tries-exhausted', until });
    expect(offers).toEqual([
      { channel: 'email', masked: '*****@*****', nextAt: until },
      { channel: 'sms', masked: expect.stringMatching(/^\*\*/u) as string, nextAt: until },
      { channel: 'letter', masked: null, nextAt: null },
    ]);
    await rig.act({ type: 'leave' });
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').problem?.kind).toBe('tries-exhausted');
    await rig.choose('letter');
    rig.screen('letter-requested');
  });

  it('that is malformed costs no try', async () => {
    const rig = await KioskRig.open();
    await rig.receiveCode(both.number);
    for (const typed of ['', '12345', 'abcdef', '1234567']) {
      await rig.act({ type: 'enter-code', code: typed });
      expect(rig.screen('enter-code')).toMatchObject({ problem: { kind: 'malformed' }, triesLeft: 5 });
    }
  });

  it('expires after ten minutes, and the screen says so by itself', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    rig.pushed.length = 0;
    for (let minute = 0; minute < 10; minute += 1) {
      rig.alive(true);
      await rig.time.advance(MINUTE);
    }
    expect(rig.pushed.at(-1)?.screen).toMatchObject({
      id: 'enter-code',
      expiresIn: 0,
      problem: { kind: 'expired' },
    });
    await rig.act({ type: 'enter-code', code });
    expect(rig.screen('enter-code')).toMatchObject({ problem: { kind: 'expired' }, triesLeft: 5 });
    await rig.act({ type: 'resend' });
    const again = codeIn((await rig.mail.next()).text);
    await rig.act({ type: 'enter-code', code: again });
    rig.screen('define-password');
  });

  it('of a former send is told from a wrong one', async () => {
    const rig = await KioskRig.open();
    const first = await rig.receiveCode(both.number);
    await rig.act({ type: 'resend' });
    expect(rig.screen('enter-code').problem).toEqual({ kind: 'resend-too-early' });
    rig.alive(true);
    await rig.time.advance(MINUTE);
    await rig.act({ type: 'resend' });
    await rig.mail.next();
    await rig.act({ type: 'enter-code', code: first });
    expect(rig.screen('enter-code')).toMatchObject({ problem: { kind: 'superseded' }, triesLeft: 4 });
  });

  it('serves once, also when it is typed twice at once', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    const { serial } = rig.view;
    const twice = await Promise.all(
      [1, 2].map(() => rig.send({ serial, action: { type: 'enter-code', code } })),
    );
    expect(twice.map((view) => view.screen.id)).toEqual(['define-password', 'define-password']);
    await rig.act({ type: 'leave' });
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').problem).toBeNull();
  });

  it('can go by another channel at once', async () => {
    const rig = await KioskRig.open();
    await rig.receiveCode(both.number);
    await rig.act({ type: 'back' });
    expect(rig.screen('choose-channel').offers.map((offer) => offer.nextAt === null)).toEqual([
      false,
      true,
      true,
    ]);
    await rig.choose('sms');
    const code = codeIn((await rig.sms.next()).text);
    await rig.act({ type: 'enter-code', code });
    rig.screen('define-password');
  });

  it('under way is not lost by looking at the other channels', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    await rig.act({ type: 'back' });
    await rig.act({ type: 'back' });
    await rig.act({ type: 'enter-code', code });
    rig.screen('define-password');
  });

  it('is sent five times a day; the sixth is told when', async () => {
    const rig = await KioskRig.open();
    const first = rig.time.now();
    for (let send = 0; send < 5; send += 1) {
      await rig.receiveCode(both.number);
      await rig.act({ type: 'leave' });
      await rig.time.advance(20 * MINUTE);
    }
    await rig.identify(both.number);
    const { problem, offers } = rig.screen('choose-channel');
    expect(problem).toEqual({ kind: 'sends-exhausted', until: first + 24 * HOUR });
    expect(offers.at(-1)).toEqual({ channel: 'letter', masked: null, nextAt: null });
  });
});

describe('a password', () => {
  it.each([
    ['Jardin-Bl42', ['length']],
    ['Jardin-Bleu-42-Ouests', ['length']],
    ['jardinbleu4242', ['classes']],
    ["Jardin'Bleu-42", ['refused-character']],
    ['Jardin_Bleu-42', ['refused-character']],
    ['Jardin😀Bleu-42', ['unsupported-character']],
    ['Сад-Голубой-42', ['classes', 'unsupported-character']],
    ['            ', ['classes', 'common']],
    ['Bonjour12345!', ['common']],
    ['Zoe-Exemple-42', ['personal']],
    ['Ma-00123456-Ok', ['personal']],
  ])('%j is refused for %j and the way stays open', async (password, broken) => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'enter-code', code: await rig.receiveCode(both.number) });
    await rig.act({
      type: 'define-password',
      password,
      confirmation: password,
      answer: await rig.rightAnswer(),
    });
    expect(rig.screen('define-password').problem).toEqual({ kind: 'refused', broken });
    await rig.act({
      type: 'define-password',
      password: GOOD,
      confirmation: GOOD,
      answer: await rig.rightAnswer(),
    });
    rig.screen('password-done');
  });

  it('must be typed the same twice', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'enter-code', code: await rig.receiveCode(both.number) });
    await rig.act({
      type: 'define-password',
      password: GOOD,
      confirmation: `${GOOD}x`,
      answer: await rig.rightAnswer(),
    });
    expect(rig.screen('define-password').problem).toEqual({ kind: 'mismatch' });
  });

  it('is not looked at before the anti-robot is passed; a miss brings a new challenge', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'enter-code', code: await rig.receiveCode(both.number) });
    const answer = await rig.wrongAnswer();
    await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
    const { problem, challenge } = rig.screen('define-password');
    expect(problem).toEqual({ kind: 'challenge-missed' });
    expect(challenge?.id).not.toBe(answer.challenge);
  });

  it('passes no challenge twice, nor one of two minutes ago', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'enter-code', code: await rig.receiveCode(both.number) });
    const used = await rig.rightAnswer();
    await rig.act({ type: 'define-password', password: 'short', confirmation: 'short', answer: used });
    await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer: used });
    expect(rig.screen('define-password').problem).toEqual({ kind: 'challenge-missed' });
    const late = await rig.rightAnswer();
    rig.alive(true);
    await rig.time.advance(59_000);
    rig.alive(true);
    await rig.time.advance(59_000);
    rig.alive(true);
    await rig.time.advance(2000);
    await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer: late });
    expect(rig.screen('define-password').problem).toEqual({ kind: 'challenge-expired' });
  });
});

describe('a letter', () => {
  it('is asked for once a day, and says when it comes and when the next can be had', async () => {
    const rig = await KioskRig.open();
    await rig.identify(neither.number);
    await rig.choose('letter');
    const asked = rig.time.now();
    expect(rig.screen('letter-requested')).toEqual({
      id: 'letter-requested',
      headOffice: null,
      arrivesBy: asked + 8 * 24 * HOUR,
      nextLetterAt: asked + 24 * HOUR,
    });
    await rig.act({ type: 'leave' });
    await rig.identify(neither.number);
    expect(rig.screen('choose-channel').offers).toEqual([
      { channel: 'letter', masked: null, nextAt: asked + 24 * HOUR },
    ]);
    await rig.choose('letter');
    expect(rig.screen('choose-channel').problem).toEqual({ kind: 'not-now', until: asked + 24 * HOUR });
  });
});
