import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { accountLetterText } from '../../../../src-hub/letters/paper/account-letter-text.ts';
import { addressBlock } from '../../../../src-shared/values/contact/address-block.ts';
import { drawLetter, type Letter } from '../../../../src-hub/letters/paper/draw-letter.ts';
import { letterText } from '../../../../src-hub/letters/paper/letter-text.ts';
import { LETTER_CODE_ALPHABET } from '../../../../src-shared/values/letter-code.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { printedCode, scannedCode, textOf, wordsOf } from './read-pdf.ts';
import { describeWith, itWith } from '../../../support/peers.ts';

const LETTERHEAD = {
  name: 'Mutuelle Exemple',
  address: ['1 rue Inventée', '44000 Nantes'],
  phone: '01 99 00 00 00',
  email: 'infos@exemple.invalid',
};
const DAY = new Date('2026-04-11T08:00:00Z');

function letter(options: Partial<Letter> & { language?: 'fr' | 'en' } = {}): Letter {
  const { language = 'fr', ...rest } = options;
  return {
    reference: '1b4e28ba-0001',
    letterhead: LETTERHEAD,
    address: ['ODETTE EXEMPLE', '3 RUE DE L INVENTION', '44000 NANTES'],
    code: 'ACDEF34679',
    writtenOn: DAY,
    text: letterText({
      letterhead: LETTERHEAD,
      writtenOn: DAY,
      lastDay: new Date('2026-05-01T10:00:00Z'),
      language,
    }),
    ...rest,
  };
}

async function file(content: Letter): Promise<string> {
  const pdf = path.join(temporaryFolder(), 'letter.pdf');
  writeFileSync(pdf, await drawLetter(content));
  return pdf;
}

it('the same letter is the same file, another code another', async () => {
  const digest = async (content: Letter): Promise<string> =>
    createHash('sha256')
      .update(await drawLetter(content))
      .digest('hex');
  expect(await digest(letter())).toBe(await digest(letter()));
  expect(await digest(letter())).not.toBe(await digest(letter({ code: 'ACDEF34673' })));
});

itWith('qpdf')('passes qpdf --check', async () => {
  const said = execFileSync('qpdf', ['--check', await file(letter({ language: 'en' }))], {
    encoding: 'utf8',
  });
  expect(said).toContain('No syntax or stream encoding errors found');
});

describeWith('poppler')('on paper', () => {
  it('says everything that a member needs, in French', async () => {
    const text = textOf(await file(letter())).replaceAll(/\s+/gu, ' ');
    for (const phrase of [
      'Mutuelle Exemple 1 rue Inventée 44000 Nantes',
      'ODETTE EXEMPLE 3 RUE DE L INVENTION 44000 NANTES',
      'Le samedi 11 avril 2026',
      'ACDEF 34679',
      'À utiliser une seule fois, jusqu’au vendredi 1er mai 2026 inclus.',
      '« J’ai reçu un courrier »',
      'Personne à Mutuelle Exemple ne vous le demandera jamais',
      '01 99 00 00 00',
      '1b4e28ba-0001',
    ])
      expect(text).toContain(phrase);
    expect(text).not.toContain('In English');
  });

  it('adds a paragraph for those who read English', async () => {
    const text = textOf(await file(letter({ language: 'en' }))).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('In English: this code lets you choose your password');
    expect(text).toContain('until Friday, 1 May 2026');
  });

  it.each(['member', 'insured'] as const)(
    'a provisional password stays on one page for %s',
    async (situation) => {
      const parts = { letterhead: LETTERHEAD, writtenOn: DAY, lastDay: DAY, language: 'en' } as const;
      const pdf = await file(letter({ text: accountLetterText(parts, situation) }));
      expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Pages: +1\n/u);
      const words = wordsOf(pdf);
      const english = words.filter(({ text }) => text === 'it.').at(-1);
      const help = words.find(({ text }) => text === 'question');
      expect(english?.bottom, 'the text ends above the foot').toBeLessThan((help?.top ?? 0) - 5);
    },
  );

  it('the code is read back from the type and from the square, whatever its characters', async () => {
    const alphabet = Array.from(LETTER_CODE_ALPHABET);
    for (const start of [0, 6, 12]) {
      const code = alphabet.slice(start, start + 10).join('');
      const pdf = await file(letter({ code }));
      expect(printedCode(pdf)).toBe(code);
      expect(scannedCode(pdf)).toBe(code);
    }
  });

  it('embeds its fonts and names its title and language', async () => {
    const pdf = await file(letter());
    const fonts = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts).toHaveLength(2);
    for (const font of fonts)
      expect(font).toMatch(/AtkinsonHyperlegibleNext-\w+ +CID TrueType +\S+ +yes yes yes/u);
    const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
    expect(info).toMatch(/Title: +Votre code pour définir votre mot de passe/u);
    expect(info).toMatch(/Pages: +1\n/u);
    expect(info).toMatch(/Page size: +595\.28 x 841\.89 pts \(A4\)/u);
    expect(readFileSync(pdf, 'latin1')).toContain('/Lang (fr-FR)');
    expect(statSync(pdf).size).toBeLessThan(60_000);
  });

  it.each([
    ['three lines', 'Odette', 'Exemple', ['3 rue de l’Invention']],
    [
      'six lines of 38 wide characters',
      'W'.repeat(17),
      'M'.repeat(20),
      ['W'.repeat(38), 'M'.repeat(38), 'W'.repeat(38), 'M'.repeat(38)],
    ],
    ['a name of 200 characters with an emoji', 'Zoé 🎉 '.repeat(16), 'd’Exemple '.repeat(10), ['BP 1']],
  ])(
    'the address of %s stays in the window, which shows nothing else',
    async (_, givenName, familyName, lines) => {
      const block = addressBlock({ givenName, familyName, lines, postalCode: '44000', town: 'Nantes' });
      if (!block.ok) throw new Error(block.reason);
      const words = wordsOf(await file(letter({ address: block.lines })));
      const address = block.lines.join(' ').split(' ');
      const shown = words.filter((word) => word.right > 90 && word.top < 95 && word.bottom > 34);
      // Whatever the window may show when the sheet slides by 10 mm across and 11 mm down …
      expect(shown.map((word) => word.text.replaceAll('&apos;', "'"))).toEqual(address);
      for (const word of shown) {
        // … and what it shows in any case.
        expect(word.left).toBeGreaterThanOrEqual(100);
        expect(word.right).toBeLessThanOrEqual(190.5);
        expect(word.top).toBeGreaterThanOrEqual(52.5);
        expect(word.bottom).toBeLessThanOrEqual(79.5);
      }
    },
  );
});
