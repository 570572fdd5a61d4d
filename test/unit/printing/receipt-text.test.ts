import { describe, expect, it } from 'vitest';
import { MCRN_NANTES } from '../../../src-main/config/config-schema.ts';
import { breakLines } from '../../../src-main/printing/break-lines.ts';
import { receiptText, type ReceiptFacts } from '../../../src-main/printing/receipt-text.ts';
import { RECEIPT_STATES } from '../../../src-main/printing/receipt-words.ts';
import { DOCUMENTS } from '../../../src-shared/values/member-space/document.ts';

const FACTS: ReceiptFacts = {
  agency: MCRN_NANTES,
  language: 'fr',
  receipt: 'KT4M-7XWA',
  body: {
    kind: 'situation-changed',
    holder: { situation: 'member', number: '00123456' },
    helper: {
      holder: { situation: 'member', number: '00234567' },
      delegation: '0190d3a4-0000-7000-8000-000000000000',
    },
    change: 'retirement',
    from: '2027-01-01',
    until: null,
    note: 'une note que personne ne lit',
  },
  madeAt: Date.UTC(2026, 11, 1, 9, 5),
  state: 'kept',
};

describe('a receipt on paper', () => {
  it('says agency, number, date in words, what was asked and how far it has come', () => {
    expect(receiptText(FACTS, 42)).toEqual({
      title: 'Reçu de demande',
      text: `MCRN
4 place des Jacobins, 44000 Nantes
02 40 89 22 91

REÇU DE DEMANDE

Numéro de reçu\u00a0: KT4M-7XWA
Demande faite à la borne le mardi 1er
décembre 2026 à 10\u00a0h\u00a005

Changement de situation\u00a0: retraite

Au moment de l’impression, la demande est
gardée à la borne. Elle partira au siège
dès que la liaison sera rétablie.

Gardez ce numéro\u00a0: il permet à un
conseiller de retrouver cette demande.
`,
    });
  });

  it('is in the language of the visitor', () => {
    const { title, text } = receiptText({ ...FACTS, language: 'en', state: 'accepted' }, 42);
    expect(title).toBe('Receipt of a request');
    expect(text).toContain('Receipt number: KT4M-7XWA');
    expect(text).toContain('Change of situation: retirement');
    expect(text).toContain('the request had');
  });

  it('names nobody, and nothing that was typed', () => {
    const { holder, helper } = FACTS.body;
    const question: ReceiptFacts['body'] = {
      ...{ kind: 'question-asked', holder, helper, topic: 'other', text: 'Rue privée' },
    };
    const address: ReceiptFacts['body'] = {
      ...{ kind: 'address-changed', holder, helper, lines: ['9 rue Privée'], postalCode: '44300' },
      ...{ town: 'Nantes', from: '2027-01-01' },
    };
    for (const body of [FACTS.body, question, address])
      expect(receiptText({ ...FACTS, body, agency: { ...MCRN_NANTES, address: '' } }, 42).text).not.toMatch(
        /00123456|00234567|0190d3a4|note que|privée|44300|Nantes/iu,
      );
  });

  it('fits its paper, for every request in both languages', () => {
    const { holder } = FACTS.body;
    for (const language of ['fr', 'en'] as const)
      for (const state of Object.keys(RECEIPT_STATES) as ReceiptFacts['state'][])
        for (const document of DOCUMENTS)
          for (const columns of [24, 42, 80]) {
            const body = { kind: 'document-requested', holder, helper: null, document } as const;
            const { text } = receiptText({ ...FACTS, language, state, body }, columns);
            expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
          }
  });
});

describe('broken lines', () => {
  it.each([
    ['a b c', 3, ['a b', 'c']],
    ['abcdef gh', 4, ['abcd', 'ef', 'gh']],
    ['', 10, ['']],
    // A sign that belongs to the word before it.
    ['reçu\u00a0: 1', 6, ['reçu\u00a0:', '1']],
  ])('%j in %i characters', (text, columns, lines) => {
    expect(breakLines(text, columns)).toEqual(lines);
  });
});
