import { m } from '../../../../../src-shared/messages/compiled/messages.js';
import { SITUATION_RULES } from '../../../../../src-shared/policy/situation-rules.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AddressForm } from '../../../../../src-renderer/features/space/address/address-form.svelte.ts';
import type { ContactForm } from '../../../../../src-renderer/features/space/address/contact-form.svelte.ts';
import type { DelegationForm } from '../../../../../src-renderer/features/space/delegation/delegation-form.svelte.ts';
import type { QuestionForm } from '../../../../../src-renderer/features/space/question/question-form.svelte.ts';
import type {
  ChangeRule,
  SituationForm,
} from '../../../../../src-renderer/features/space/situation/situation-form.svelte.ts';
import type { SituationChange } from '../../../../../src-shared/values/member-space/situation-change.ts';
import { daysAround } from '../../../../../src-shared/policy/situation-dates.ts';

const TODAY = '2026-03-02';
const RANGE = { earliest: '2026-01-01', latest: '2027-03-02' };

let address: AddressForm;
let contact: ContactForm;
let situation: SituationForm;
let question: QuestionForm;
let delegation: DelegationForm;

beforeEach(async () => {
  vi.stubGlobal(
    '$state',
    Object.assign(<T>(value: T): T => value, { raw: <T>(value: T): T => value }),
  );
  address = new (
    await import('../../../../../src-renderer/features/space/address/address-form.svelte.ts')
  ).AddressForm(TODAY);
  contact = new (
    await import('../../../../../src-renderer/features/space/address/contact-form.svelte.ts')
  ).ContactForm();
  situation = new (
    await import('../../../../../src-renderer/features/space/situation/situation-form.svelte.ts')
  ).SituationForm();
  question = new (
    await import('../../../../../src-renderer/features/space/question/question-form.svelte.ts')
  ).QuestionForm();
  delegation = new (
    await import('../../../../../src-renderer/features/space/delegation/delegation-form.svelte.ts')
  ).DelegationForm();
});

afterEach(() => vi.unstubAllGlobals());

function giveLines(...lines: string[]): boolean {
  address.typed = { ...address.typed, lines };
  return address.takeLines();
}

function giveCode(postalCode: string): boolean {
  address.typed = { ...address.typed, postalCode };
  return address.acceptPostalCode();
}

function giveAddress(): void {
  address.show('lines');
  giveLines('12 rue de la Fiction', '', '');
  address.takePostalCode('44120', ['VERTOU']);
  address.takeTown('VERTOU');
}

function rule(change: SituationChange): ChangeRule {
  const { until, from, documents } = SITUATION_RULES[change];
  return { change, until, ...daysAround(TODAY, from), documents: [...documents] };
}

describe('a new address', () => {
  it('comes part by part, and is sent as it was given', () => {
    expect([address.part, address.place, address.back]).toEqual(['choose', null, null]);
    address.show('lines');
    expect(address.place).toEqual({ step: 1, of: 3, name: m.address_lines_label() });
    giveAddress();
    expect(address.part).toBe('recap');
    expect(address.action()).toEqual({
      type: 'report-address',
      lines: ['12 rue de la Fiction', '', ''],
      postalCode: '44120',
      town: 'VERTOU',
      from: '2026-03-02',
    });
  });

  it.each([
    [() => giveLines('', ' ', ''), 'missing'],
    [() => giveLines('12 rue @', '', ''), 'characters'],
    [() => giveLines('a'.repeat(39), '', ''), 'too-long'],
  ])('stays at lines that cannot be', (give, issue) => {
    address.show('lines');
    give();
    expect([address.part, address.issue]).toEqual(['lines', issue]);
  });

  it('stays at a postal code that is none, or that no town has', () => {
    address.show('lines');
    expect(giveCode('4412')).toBe(false);
    expect([address.issue, address.wrong]).toEqual(['malformed', 'postal-code']);
    address.takePostalCode('44999', []);
    expect([address.part, address.issue, address.wrong]).toEqual(['lines', 'no-such-town', 'postal-code']);
  });

  it('stays at a day out of its range', () => {
    giveAddress();
    address.change('from');
    address.takeFrom('01/01/2030', RANGE);
    expect([address.part, address.issue]).toEqual(['from', 'future']);
    address.takeFrom('01/01/2020', RANGE);
    expect(address.issue).toBe('too-old');
  });

  it('leads back to the recap after a change, by way of the towns of another postal code that has several', () => {
    giveAddress();
    address.change('lines');
    giveLines('3 place Neuve', '', '');
    address.takePostalCode('44120', ['VERTOU', 'AUTRE']);
    expect(address.part, 'the code is the same').toBe('recap');
    address.change('lines');
    address.takePostalCode('44700', ['INDRE', 'ORVAULT']);
    expect([address.part, address.given.town]).toEqual(['town', '']);
    address.back?.();
    expect(address.part).toBe('lines');
    address.takePostalCode('44700', ['INDRE', 'ORVAULT']);
    address.takeTown('ORVAULT');
    expect(address.part).toBe('recap');
    address.change('lines');
    address.takePostalCode('44000', ['NANTES']);
    expect([address.part, address.given.postalCode, address.given.town]).toEqual([
      'recap',
      '44000',
      'NANTES',
    ]);
  });

  it('goes where main finds something wrong, and keeps what is right', () => {
    giveAddress();
    address.showProblem({ kind: 'field', field: 'town', issue: 'no-such-town' });
    expect([address.part, address.issue]).toEqual(['town', 'no-such-town']);
    address.showProblem({ kind: 'kiosk-paused', until: 5 });
    expect([address.part, address.failure]).toEqual(['recap', { kind: 'kiosk-paused', until: 5 }]);
    address.action();
    expect(address.failure).toBeNull();
    address.restart();
    expect([address.part, address.given.town]).toEqual(['choose', '']);
  });
});

describe('another way of contact', () => {
  it('is given twice, and compared in its one form', () => {
    contact.choose('sms');
    contact.take('0240892291');
    expect([contact.again, contact.issue]).toEqual([false, 'not-mobile']);
    contact.take('0612345678');
    expect([contact.again, contact.issue]).toEqual([true, null]);
    expect([contact.isSame('+33 6 12 34 56 78'), contact.isSame('0612345679')]).toEqual([true, false]);
    expect(contact.action('0612345678')).toEqual({
      type: 'change-contact',
      channel: 'sms',
      value: '0612345678',
      valueAgain: '0612345678',
    });
  });

  it('goes back to the first time, then to the choice', () => {
    contact.choose('sms');
    contact.take('0612345678');
    contact.back?.();
    expect([contact.again, contact.value]).toEqual([false, '0612345678']);
    contact.back?.();
    expect([contact.channel, contact.value, contact.back]).toEqual([null, '', null]);
  });

  it('goes back to the choice from an e-mail address, which stands twice on one screen', () => {
    contact.choose('email');
    contact.take('zoe@exemple.fr');
    contact.back?.();
    expect([contact.channel, contact.value]).toEqual([null, '']);
  });

  it('deals with what main says where it belongs', () => {
    contact.choose('email');
    contact.take('zoe@exemple.fr');
    contact.showProblem({ kind: 'offline' });
    expect([contact.again, contact.failure?.kind]).toEqual([true, 'offline']);
    contact.showProblem({ kind: 'field', field: 'email-again', issue: 'differs' });
    expect([contact.again, contact.issue]).toEqual([true, 'differs']);
    contact.showProblem({ kind: 'field', field: 'email', issue: 'malformed' });
    expect([contact.again, contact.issue]).toEqual([false, 'malformed']);
  });
});

describe('a change of situation', () => {
  it('asks for the last day only of what ends', () => {
    situation.choose(rule('retirement'));
    expect(situation.parts).not.toContain('until');
    expect(situation.part).toBe('documents');
    situation.restart();
    situation.choose(rule('parental-leave'));
    expect(situation.parts).toContain('until');
  });

  it('needs a first day in its range, and a last one that is not before it', () => {
    situation.choose(rule('parental-leave'));
    situation.goOn();
    situation.takeFrom('01/01/2020');
    expect([situation.part, situation.issue]).toEqual(['from', 'too-old']);
    situation.takeFrom(TODAY);
    situation.takeUntil('01/03/2026');
    expect([situation.part, situation.issue]).toEqual(['until', 'before-begin']);
    situation.takeUntil('31/02/2027');
    expect(situation.issue).toBe('no-such-day');
    situation.takeUntil('01/09/2026');
    situation.takeNote('  ');
    expect(situation.part).toBe('recap');
    expect(situation.action()).toEqual({
      ...{ type: 'report-situation', change: 'parental-leave' },
      ...{ from: TODAY, until: '2026-09-01', note: '' },
    });
  });

  it('forgets the days of another change, and asks again for a last day that is before a new first one', () => {
    situation.choose(rule('other'));
    situation.goOn();
    situation.takeFrom(TODAY);
    situation.takeUntil('03/03/2026');
    situation.takeNote('Un mot');
    situation.change('from');
    situation.takeFrom('04/03/2026');
    expect([situation.part, situation.given.until]).toEqual(['until', '']);
    situation.takeUntil('');
    expect(situation.part).toBe('recap');
    situation.change('choose');
    situation.choose(rule('other'));
    expect(situation.part).toBe('recap');
    situation.change('choose');
    situation.choose(rule('birth'));
    expect([situation.part, situation.given.from, situation.given.note]).toEqual(['documents', '', 'Un mot']);
  });

  it('keeps to a note that can be sent', () => {
    situation.choose(rule('other'));
    situation.show('note');
    situation.takeNote('x'.repeat(601));
    expect([situation.part, situation.issue]).toEqual(['note', 'too-long']);
  });
});

describe('a question', () => {
  it('is given, changed and sent', () => {
    question.choose('contract');
    question.takeText('  ');
    expect([question.part, question.issue]).toEqual(['text', 'missing']);
    question.takeText(' Pourquoi ? ');
    expect(question.part).toBe('recap');
    question.change('topic');
    question.choose('other');
    expect(question.part).toBe('recap');
    expect(question.action()).toEqual({ type: 'ask-question', topic: 'other', text: 'Pourquoi ?' });
    question.showProblem({ kind: 'not-allowed' });
    expect(question.failure).toEqual({ kind: 'not-allowed' });
  });
});

describe('a helper', () => {
  it('is looked for by number and name, and offered a scope and a term', () => {
    delegation.nameHelper();
    delegation.takeNumber('12');
    expect([delegation.part, delegation.issue]).toEqual(['number', 'malformed']);
    delegation.takeNumber('012345679');
    expect(delegation.takeName('Durand 2')).toBeNull();
    expect(delegation.issue).toBe('characters');
    expect(delegation.takeName(' Durand ')).toEqual({
      ...{ type: 'find-helper', number: '012345679', familyName: 'Durand' },
    });
    delegation.show('scope');
    delegation.takeScope('ask');
    delegation.takeMonths(3);
    expect(delegation.part).toBe('confirm');
    expect(delegation.offer()).toEqual({ type: 'offer-delegation', scope: 'ask', months: 3 });
  });

  it.each(['nobody', 'yourself', 'already', 'locked'] as const)('who is %s is asked for again', (kind) => {
    delegation.nameHelper();
    delegation.takeNumber('012345679');
    delegation.showProblem({ kind, triesLeft: 4, until: 5 });
    expect([delegation.part, delegation.failure?.kind]).toEqual(['number', kind]);
  });

  it('is kept where head office cannot be asked, and listed again where the delegation is gone', () => {
    delegation.nameHelper();
    delegation.takeNumber('012345679');
    delegation.showProblem({ kind: 'offline' });
    expect([delegation.part, delegation.failure?.kind]).toEqual(['family-name', 'offline']);
    delegation.showProblem({ kind: 'gone' });
    expect([delegation.part, delegation.failure?.kind]).toEqual(['list', 'gone']);
  });

  it('is asked about before anything ends', () => {
    const one = { id: '00000000-0000-4000-8000-000000000001', name: 'Noël Durand' };
    delegation.askToEnd({ kind: 'revoke', delegation: one });
    expect(delegation.ending?.delegation).toBe(one);
    expect(delegation.end({ kind: 'revoke', delegation: one })).toEqual({
      ...{ type: 'revoke-delegation', delegation: one.id },
    });
    expect(delegation.ending).toBeNull();
    expect(delegation.end({ kind: 'decline', delegation: one })).toEqual({
      ...{ type: 'answer-delegation', delegation: one.id, accept: false },
    });
  });
});
