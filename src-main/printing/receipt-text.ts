import type { Agency } from '../../src-shared/journey/agency.ts';
import type { Language } from '../../src-shared/language.ts';
import { longMoment } from '../../src-shared/time/moment-words.ts';
import type { EventBody } from '../../src-shared/hub-api/events.ts';
import { brokenLines } from './broken-lines.ts';
import type { PrintDocument } from './printer.ts';
import { RECEIPT_WORDS, type ReceiptWords } from './receipt-words.ts';

/** A request as the receipt names it: by its kind. */
type Asked = Extract<
  EventBody,
  { kind: 'document-requested' | 'address-changed' | 'situation-changed' | 'question-asked' }
>;

/** What a receipt says. */
export interface ReceiptFacts {
  readonly agency: Agency;
  readonly language: Language;
  readonly receipt: string;
  readonly body: Asked;
  /** Milliseconds since 1970 UTC on the wall clock. */
  readonly madeAt: number;
  readonly state: keyof ReceiptWords['states'];
}

/**
 * The receipt of a request as plain text: agency, date in words, number, what was asked. It names nobody, and holds
 * nothing that was typed: paper is left lying about.
 * @param columns characters in a line
 */
export function receiptText(facts: ReceiptFacts, columns: number): PrintDocument {
  const { agency, language, receipt, body, madeAt, state } = facts;
  const words = RECEIPT_WORDS[language];
  const paragraphs = [
    [agency.name, agency.address, agency.phone],
    [words.title.toLocaleUpperCase(language)],
    [words.number(receipt), words.madeOn(longMoment(madeAt, language))],
    [asked(body, words)],
    [words.states[state]],
    [words.keep],
  ];
  const text = paragraphs
    .map((lines) => lines.flatMap((line) => brokenLines(line, columns)).join('\n'))
    .join('\n\n');
  return { title: words.title, text: `${text}\n` };
}

function asked(body: Asked, words: ReceiptWords): string {
  switch (body.kind) {
    case 'document-requested':
      return words.document(words.documents[body.document]);
    case 'address-changed':
      return words.address;
    case 'situation-changed':
      return words.situation(words.changes[body.change]);
    case 'question-asked':
      return words.question(words.topics[body.topic]);
  }
}
