import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MCRN_NANTES } from '../../../../src-main/config/config-schema.ts';
import { readFeedRow } from '../../../../src-main/member-feed/feed-rows.ts';
import { emailChannel } from '../../../../src-main/delivery/email-channel.ts';
import { MEMBER_PURPOSE, openMember, sealMember } from '../../../../src-main/members/sealed-member.ts';
import {
  changeEmailBodySchema,
  claimSchema,
  recoveryBodySchema,
} from '../../../../src-shared/hub-api/accounts.ts';
import { memberSchema, type Member } from '../../../../src-shared/hub-api/member.ts';
import { SPACE_CALLS } from '../../../../src-shared/hub-api/space-calls.ts';
import { readBirthDate, sameBirthDate } from '../../../../src-shared/values/birth-date.ts';
import { readFamilyNames, sameFamilyName } from '../../../../src-shared/values/names/family-names.ts';
import { readEmail } from '../../../../src-shared/values/contact/email.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { testVault } from '../../../support/kiosk/open-journal-in.ts';

const ID = '0193a2b4-7d5e-4f60-8a1b-2c3d4e5f6071';
const vault = testVault();

/** A member on the feed, then in the replica, then found. */
function throughTheFeed(member: Member): Member {
  const { number, familyName, givenName, birthDate, postalCode, email, phone, language = null } = member;
  const { country = 'FR', birthName = null } = member;
  const usual = [7, number, familyName, givenName, birthDate, postalCode, email, phone, language];
  const line = birthName === null ? usual : [...usual, country, postalCode, birthName];
  const row = readFeedRow(JSON.stringify(line));
  if (!('text' in row)) throw new Error('no member');
  return openMember(vault, vault.seal(MEMBER_PURPOSE, row.text ?? ''));
}

describe('what the readers of family names and birth dates take, every wire takes', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from("aéÈçœŒßñøł-' ’.Σ漢")),
    minLength: 1,
    maxLength: 30,
  });
  const texts = fc.oneof(
    fc.constantFrom(
      'DUPONT née MARTIN',
      'DUPONT (MARTIN)',
      'DUPONT-MARTIN',
      'M. DUPONT',
      'N\u02bcGuessan',
      'O',
    ),
    letters,
  );
  const names = fc
    .tuple(texts, fc.oneof(fc.constant(''), texts))
    .map(([name, birth]) => readFamilyNames(name, birth))
    .filter((read) => read.ok)
    .map((read) => read.value);
  const part = (...digits: string[]) => fc.constantFrom('00', '99', 'XX', ...digits);
  const dates = fc
    .tuple(part('01', '28', '31'), part('02', '12'), fc.constantFrom('1941', '0000', '2000'))
    .map((parts) => readBirthDate(parts.join('/'), '2026-03-01'))
    .filter((read) => read.ok)
    .map((read) => read.value);

  it('hub, feed, replica, claims', () => {
    fc.assert(
      fc.property(names, dates, ({ used, birth }, birthDate) => {
        const member = {
          ...{ ...DEMO_CAST.both, familyName: used, birthDate },
          ...(birth !== null && { birthName: birth }),
        };
        expect(memberSchema.parse(member)).toEqual(member);
        expect(throughTheFeed(member)).toEqual(member);
        expect(openMember(vault, sealMember(vault, member))).toEqual(member);
        const holder = { situation: 'member', number: member.number };
        const claim = { holder, familyName: used, birthDate, postalCode: '44000', language: 'fr' };
        expect(claimSchema.parse(claim)).toEqual(claim);
        for (const said of [used, birth ?? used]) expect(sameFamilyName(said, { used, birth })).toBe(true);
        expect(sameBirthDate(birthDate, birthDate)).toBe(!birthDate.startsWith('0000'));
      }),
    );
  });
});

describe('what the reader of e-mail addresses takes, every wire takes', () => {
  const emails = fc
    .oneof(
      fc.constantFrom('jean&marie@orange.fr', "d'@free.fr", 'jean@société.fr', 'a=b+c/d@free.fr', '~@1.fr'),
      fc.emailAddress(),
      fc.string({ unit: 'grapheme', maxLength: 20 }).map((name) => `${name}@société.fr`),
    )
    .map(readEmail)
    .filter((read) => read.ok)
    .map((read) => read.value);

  it('screen, hub, feed, replica, mails', () => {
    fc.assert(
      fc.property(emails, (email) => {
        const member = { ...DEMO_CAST.both, email };
        expect(memberSchema.parse(member)).toEqual(member);
        expect(throughTheFeed(member)).toEqual(member);
        expect(openMember(vault, sealMember(vault, member))).toEqual(member);
        expect(changeEmailBodySchema.parse({ attempt: ID, email }).email).toBe(email);
        expect(recoveryBodySchema.parse({ attempt: ID, email, language: 'fr' }).email).toBe(email);
        const message = { kind: 'password-set', language: 'fr', agency: MCRN_NANTES, at: 0 };
        expect(emailChannel.delivery.parse({ channel: 'email', to: email, message })).toMatchObject({
          to: email,
        });
        const change = { channel: 'email', email } as const;
        const call = { change, proof: null, newProof: null, language: 'fr' };
        expect(SPACE_CALLS.contact.body.parse(call).change).toEqual(change);
      }),
    );
  });

  it('an address that an older hub took in capitals reaches the kiosk in its one form', () => {
    const member = { ...DEMO_CAST.both, email: 'Jean.Martin@Orange.FR' };
    expect(throughTheFeed(member).email).toBe('jean.martin@orange.fr');
  });

  it('one that no server takes is no address at the kiosk, and the member stays', () => {
    const member = { ...DEMO_CAST.both, email: 'zoé@exemple.fr' };
    expect(throughTheFeed(member)).toEqual({ ...member, email: null });
  });
});
