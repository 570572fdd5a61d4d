import { readFileSync } from 'node:fs';
import path from 'node:path';

const MESSAGES = path.join(import.meta.dirname, '../../src-shared/messages');

type Message = string | { match: Record<string, string> }[];

/** Texts of one language: each key with all its forms, as the file writes them. */
export type Texts = ReadonlyMap<string, readonly string[]>;

/** The file of a language, as it is written. */
export function messageFile(language: string): string {
  return readFileSync(path.join(MESSAGES, `${language}.json`), 'utf8');
}

/** Reads the texts of a language. */
export function readMessages(language: string): Texts {
  const messages = JSON.parse(messageFile(language)) as Record<string, Message>;
  return new Map(
    Object.entries(messages)
      .filter(([key]) => key !== '$schema')
      .map(([key, message]) => [
        key,
        typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match)),
      ]),
  );
}

/** A text as a search finds it: plain spaces, hyphens and apostrophes. */
export function plainText(text: string): string {
  return text.replaceAll(/\s/gu, ' ').replaceAll('\u2011', '-').replaceAll('’', "'");
}
