import type { Agency } from '../../src-shared/journey/agency.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../src-shared/time/moment-words.ts';
import type { RequestBody } from '../../src-shared/member-requests/request-kinds.ts';
import { inColumns } from './break-lines.ts';
import type { PrintDocument } from './printer.ts';
import { RECEIPT_STATES, requestWords } from './receipt-words.ts';

/** Content of a receipt. */
export interface ReceiptFacts {
  readonly agency: Agency;
  readonly language: Language;
  readonly receipt: string;
  readonly body: RequestBody;
  /** Milliseconds since 1970 UTC on the wall clock. */
  readonly madeAt: number;
  readonly state: keyof typeof RECEIPT_STATES;
}

/**
 * The receipt of a request as plain text: agency, date, number, what was asked for. It contains no name and no typed
 * text, since people leave paper behind.
 * @param columns characters in a line
 */
export function receiptText(facts: ReceiptFacts, columns: number): PrintDocument {
  const { agency, language, receipt, body, madeAt, state } = facts;
  const locale = { locale: language };
  const title = m.receipt_title({}, locale);
  const paragraphs = [
    [agency.name, agency.address, agency.phone],
    [title.toLocaleUpperCase(language)],
    [
      m.receipt_number({ receipt }, locale),
      m.receipt_made_on({ moment: longMoment(madeAt, language) }, locale),
    ],
    [requestWords(body, locale)],
    [RECEIPT_STATES[state]({}, locale)],
    [m.receipt_keep({}, locale)],
  ];
  return { title, text: inColumns(paragraphs, columns) };
}
