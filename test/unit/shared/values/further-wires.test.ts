import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../../src-hub/events/read-event.ts';
import { csvText } from '../../../../src-hub/letters/batches/csv-text.ts';
import { sealRequest, unsealRequest } from '../../../../src-hub/member-space/requests/sealed-request.ts';
import { MCRN_NANTES } from '../../../../src-main/config/config-schema.ts';
import { smsChannel } from '../../../../src-main/delivery/sms-channel.ts';
import { readFeedRow } from '../../../../src-main/member-feed/feed-rows.ts';
import { MEMBER_PURPOSE, openMember, sealMember } from '../../../../src-main/members/sealed-member.ts';
import type { EventBody } from '../../../../src-shared/hub-api/events.ts';
import { memberSchema } from '../../../../src-shared/hub-api/member.ts';
import { SPACE_CALLS } from '../../../../src-shared/hub-api/space-calls.ts';
import { addressBlock } from '../../../../src-shared/values/contact/address-block.ts';
import { readAddressLines } from '../../../../src-shared/values/contact/address-lines.ts';
import { readMobile, readPhone } from '../../../../src-shared/values/contact/phone.ts';
import { readText } from '../../../../src-shared/values/text.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { RIG_KEYS, rigSettings } from '../../../support/hub/hub-rig.ts';
import { NAUGHTY_STRINGS } from '../../../support/hostile/naughty-strings.ts';
import { testVault } from '../../../support/kiosk/open-journal-in.ts';

const ID = '0193a2b4-7d5e-7f60-8a1b-2c3d4e5f6071';
const vault = testVault();
const holder = { situation: 'member', number: DEMO_CAST.both.number } as const;
const seal = { settings: rigSettings(), randomBytes: (count: number) => Buffer.alloc(count, 7) } as never;

/** What one reader takes of texts. */
const takenBy = <Value>(
  read: (text: string) => { readonly ok: true; readonly value: Value } | { readonly ok: false },
  texts: fc.Arbitrary<string>,
): fc.Arbitrary<Value> =>
  texts
    .map(read)
    .filter((one) => one.ok)
    .map((one) => (one as { readonly value: Value }).value);

/** An event over the wire, at head office, sealed there, and in its export. */
function throughTheEvents(body: EventBody): unknown {
  const raw: unknown = JSON.parse(JSON.stringify({ id: ID, seq: 1, at: 0, body }));
  const event = readEvent(RIG_KEYS, raw);
  if (event.state !== 'whole') throw new Error(`head office finds it ${event.state}`);
  const content = unsealRequest(rigSettings().HUB_SECRET, sealRequest(seal, event.body));
  return JSON.parse(`${JSON.stringify({ content })}\n`);
}

describe('what the reader of phones takes, every wire takes', () => {
  const digits = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789')),
    minLength: 8,
    maxLength: 8,
  });
  const starts = [
    '06',
    '07',
    '0690',
    '0692',
    '0694',
    '0696',
    '0639',
    '02',
    '+262692',
    '+4179',
    '0033 6',
    '(06) ',
  ];
  const typed = fc
    .tuple(fc.constantFrom(...starts), digits)
    .map(([start, rest]) => start + rest.slice(0, 11 - start.length));
  const texts = fc.oneof(typed, fc.constantFrom('06 39 98 00 01', '0692-12–34.56', '+41 79 123 45 67'));

  it('hub, feed, replica, SMS, member space', () => {
    fc.assert(
      fc.property(takenBy(readPhone, texts), (phone) => {
        const member = { ...DEMO_CAST.both, phone };
        expect(memberSchema.parse(member)).toEqual(member);
        const { number, familyName, givenName, birthDate, postalCode, email } = member;
        const line = [7, number, familyName, givenName, birthDate, postalCode, email, phone, null];
        const row = readFeedRow(JSON.stringify(line));
        if (!('text' in row)) throw new Error('no member');
        expect(openMember(vault, vault.seal(MEMBER_PURPOSE, row.text ?? ''))).toMatchObject({ phone });
        expect(openMember(vault, sealMember(vault, member))).toEqual(member);
      }),
    );
    fc.assert(
      fc.property(
        takenBy((text) => readMobile(text, 'any'), texts),
        (phone) => {
          const message = { kind: 'password-set', language: 'fr', agency: MCRN_NANTES, at: 0 };
          expect(smsChannel.delivery.parse({ channel: 'sms', to: phone, message }).to).toBe(phone);
          const change = { channel: 'sms', phone } as const;
          const call = { change, proof: null, newProof: null, language: 'fr' };
          expect(SPACE_CALLS.contact.body.parse(call).change).toEqual(change);
        },
      ),
    );
  });
});

describe('what the reader of address lines takes, every wire takes', () => {
  const signs = fc.string({
    unit: fc.constantFrom(...Array.from('aZéœŒßñª09 \'’–-/.,;:&°º()"«»+#№*')),
    minLength: 1,
    maxLength: 40,
  });
  const line = fc.oneof(
    fc.constantFrom('5 & 7 rue X', 'N° 12', '(3e étage)', '3–5 rue X'),
    signs,
    fc.constantFrom(...NAUGHTY_STRINGS),
  );
  const lines = fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map(readAddressLines)
    .filter((read) => read.ok)
    .map((read) => read.value);

  it('event, head office, export, letter, its manifest', () => {
    fc.assert(
      fc.property(lines, (kept) => {
        const place = { postalCode: '44000', town: 'Nantes' };
        const body = {
          kind: 'address-changed',
          holder,
          helper: null,
          lines: kept,
          ...place,
          from: '2026-12-01',
        } as const;
        expect(throughTheEvents(body)).toEqual({ content: body });
        const block = addressBlock({ givenName: 'Zoé', familyName: 'Exemple', lines: kept, ...place });
        if (!block.ok) throw new Error(`no letter: ${block.reason}`);
        const manifest: unknown = parse(csvText([[...block.lines]]), { delimiter: ';' });
        expect(manifest).toEqual([block.lines]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('what the reader of questions takes, every wire takes', () => {
  const texts = fc.oneof(
    fc.constantFrom(...NAUGHTY_STRINGS, 'e\u0000\u0301', 'a\ud800'),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
  );

  it('event, head office, export', () => {
    fc.assert(
      fc.property(takenBy(readText, texts), (text) => {
        const body = { kind: 'question-asked', holder, helper: null, topic: 'other', text } as const;
        expect(throughTheEvents(body)).toEqual({ content: body });
      }),
      { numRuns: 400 },
    );
  });
});
