import type { Agency } from '../../src-shared/journey/agency.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../src-shared/time/moment-words.ts';
import { inColumns } from './break-lines.ts';
import type { PrintDocument } from './printer.ts';

/** Content of a printed waiting ticket. */
export interface TicketFacts {
  readonly agency: Agency;
  readonly language: Language;
  readonly ticket: string;
  /** Milliseconds since 1970 UTC on the wall clock. */
  readonly until: number;
}

/**
 * A waiting ticket as plain text: agency, ticket, until when, what to do with it. No name and no number: without that number a
 * ticket that is found opens nothing.
 * @param columns characters in a line
 */
export function ticketText({ agency, language, ticket, until }: TicketFacts, columns: number): PrintDocument {
  const locale = { locale: language };
  const title = m.ticket_title({}, locale);
  const text = inColumns(
    [
      [agency.name],
      [title.toLocaleUpperCase(language)],
      [Array.from(ticket).join(' ')],
      [m.ticket_until_printed({ moment: longMoment(until, language) }, locale)],
      [m.ticket_how({}, locale)],
    ],
    columns,
  );
  return { title, text };
}
