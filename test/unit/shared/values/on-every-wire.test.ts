import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MCRN_NANTES } from '../../../../src-main/config/config-schema.ts';
import { readFeedRow } from '../../../../src-main/member-feed/feed-rows.ts';
import { emailChannel } from '../../../../src-main/delivery/email-channel.ts';
import { MEMBER_PURPOSE, openMember, sealMember } from '../../../../src-main/members/sealed-member.ts';
import { changeEmailBodySchema, recoveryBodySchema } from '../../../../src-shared/hub-api/accounts.ts';
import { memberSchema, type Member } from '../../../../src-shared/hub-api/member.ts';
import { SPACE_CALLS } from '../../../../src-shared/hub-api/space-calls.ts';
import { readEmail } from '../../../../src-shared/values/contact/email.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { testVault } from '../../../support/open-journal-in.ts';

const ID = '0193a2b4-7d5e-4f60-8a1b-2c3d4e5f6071';
const vault = testVault();

/** A member on the feed, then in the replica, then found. */
function throughTheFeed(member: Member): Member {
  const { number, familyName, givenName, birthDate, postalCode, email, phone, language = null } = member;
  const line = [7, number, familyName, givenName, birthDate, postalCode, email, phone, language];
  const row = readFeedRow(JSON.stringify(line));
  if (!('text' in row)) throw new Error('no member');
  return openMember(vault, vault.seal(MEMBER_PURPOSE, row.text ?? ''));
}

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
