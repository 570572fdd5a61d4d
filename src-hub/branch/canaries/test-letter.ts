import { DEFAULT_LANGUAGE } from '../../../src-shared/messages/languages.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../../src-shared/values/letter-code.ts';
import { letterheadOf } from '../../basics/settings/letterhead.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { drawLetter } from '../../letters/paper/draw-letter.ts';
import { letterText } from '../../letters/paper/letter-text.ts';

/** A code that is nobody's: no letter of the database has it. */
const NO_CODE = LETTER_CODE_ALPHABET.slice(0, LETTER_CODE_LENGTH);

/** Draws a letter as those with a code are, marked as a test, in memory alone: it is in no batch. @param kiosk its name */
export function drawTestLetter(
  { settings }: Pick<HubDeps, 'settings'>,
  kiosk: string,
  writtenOn: Date,
): Promise<Buffer> {
  const letterhead = letterheadOf(settings);
  const text = letterText({ letterhead, writtenOn, lastDay: writtenOn, language: DEFAULT_LANGUAGE });
  const title = m.letter_test_title({}, { locale: DEFAULT_LANGUAGE });
  return drawLetter({
    ...{ reference: kiosk, letterhead, code: NO_CODE, writtenOn },
    address: [title, letterhead.name, ...letterhead.address],
    text: { ...text, title },
  });
}
