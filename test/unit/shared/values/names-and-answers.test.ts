import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparedName,
  FAMILY_NAME_MAX_LENGTH,
  isPersonName,
  readFamilyName,
  sameName,
} from '../../../../src-shared/values/names/person-name.ts';
import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import { normaliseSecretAnswer, SECRET_QUESTIONS } from '../../../../src-shared/values/secret-question.ts';
import { LETTER_CODE_ALPHABET } from '../../../../src-shared/values/letter-code.ts';

const read = (typed: string): string => {
  const parsed = readFamilyName(typed);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe('a family name', () => {
  it.each([
    ['Martin', 'Martin'],
    ['  de  La   Tour ', 'de La Tour'],
    ["d'Hérouville", "d'Hérouville"],
    ['Le Bihan-Kerguélen', 'Le Bihan-Kerguélen'],
    ['O’Connor', 'O’Connor'],
    ['St. Clair', 'St. Clair'],
    ['N\u02bcGuessan', "N'Guessan"],
    ['N\u2018Guessan', "N'Guessan"],
    ['N\u2032Guessan', "N'Guessan"],
    ['N`Guessan', "N'Guessan"],
    ['Le\u2010Goff', 'Le-Goff'],
    ['Le\u2011Goff', 'Le-Goff'],
    ['Le\u2013Goff', 'Le-Goff'],
    ['Le\u2212Goff', 'Le-Goff'],
    ['DUPONT née MARTIN', 'DUPONT née MARTIN'],
    ['DUPONT (MARTIN)', 'DUPONT (MARTIN)'],
    ['O', 'O'],
    ['Null', 'Null'],
    ['Nguyễn', 'Nguyễn'],
    ['Ελευθερίου', 'Ελευθερίου'],
    ['Y', 'Y'],
    ['Zoe\u0301', 'Zoé'],
    ['É'.repeat(FAMILY_NAME_MAX_LENGTH), 'É'.repeat(FAMILY_NAME_MAX_LENGTH)],
  ])('%j is read as %j', (typed, name) => {
    expect(read(typed)).toBe(name);
  });

  it.each([
    ['', 'missing'],
    [' \u00a0 ', 'missing'],
    ['Martin 2', 'characters'],
    ['Martin💌', 'characters'],
    ['💌', 'characters'],
    ['-', 'characters'],
    ['—', 'characters'],
    ['.', 'characters'],
    ['()', 'characters'],
    ['12345', 'characters'],
    ['NULL', 'characters'],
    ['N/A', 'characters'],
    ['\u200b', 'characters'],
    ['Mar\u00adtin', 'characters'],
    ['Mar\u3164tin', 'characters'],
    ["'", 'characters'],
    ['\u0301', 'characters'],
    ["Robert'); DROP TABLE member;--", 'characters'],
    ['<script>', 'characters'],
    ['Mar\u0000tin', 'characters'],
    ['Mar\u200btin', 'characters'],
    ['\u202eMartin', 'characters'],
    ['x'.repeat(FAMILY_NAME_MAX_LENGTH + 1), 'too-long'],
    ['x'.repeat(200), 'too-long'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(read(typed)).toBe(problem);
  });

  it.each([
    ['Lefèvre', 'LEFEVRE'],
    ['D’Hérouville', 'd herouville'],
    ['Le Bihan-Kerguélen', 'LEBIHAN KERGUELEN'],
    ['Œhlert', 'OEHLERT'],
    ['Lætitia', 'LAETITIA'],
    ['Groß', 'Gross'],
    ['GROẞ', 'Gross'],
    ['Ðorđe', 'Dorde'],
    ['Þór', 'THOR'],
    ['Nuñez', 'NUNEZ'],
    ['François', 'francois'],
    ['Łukasz', 'LUKASZ'],
    ['Sørensen', 'SORENSEN'],
    ['Đặng', 'DANG'],
  ])('%s and %s are one name', (one, other) => {
    expect(comparedName(one)).toBe(comparedName(other));
  });

  it.each([
    ['Martin', 'Martine'],
    ['Le Goff', 'Le Golf'],
    ['Petit', 'Petiot'],
  ])('%s and %s are two', (one, other) => {
    expect(comparedName(one)).not.toBe(comparedName(other));
  });

  it('read once is read as the same again, has something to be compared, and is compared without its looks', () => {
    const unit = fc.constantFrom(...Array.from("aéÈçœŒßñøłđ-' ’.ĭǅΣИ漢"), 'e\u0301', 'ﬁ', 'ſ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (typed) => {
        const parsed = readFamilyName(typed);
        if (!parsed.ok) return;
        expect(readFamilyName(parsed.value)).toEqual(parsed);
        const compared = comparedName(parsed.value);
        expect(compared).not.toBe('');
        expect(comparedName(compared)).toBe(compared);
        for (const same of [typed.toLowerCase(), typed.normalize('NFD'), typed.replaceAll(' ', '-')]) {
          expect(comparedName(same)).toBe(compared);
        }
      }),
    );
  });
});

describe('a secret answer', () => {
  it.each([
    ['Médor', 'medor'],
    ['  Rue de  l’Église, 12 bis ', 'rue de l eglise 12 BIS'],
    ['Œuf', 'oeuf'],
    ['Straße', 'strasse'],
  ])('%j and %j are one', (one, other) => {
    expect(normaliseSecretAnswer(one)).toBe(normaliseSecretAnswer(other));
    expect(normaliseSecretAnswer(one)).not.toBeNull();
  });

  it('is kept in small letters, and has two of them at least', () => {
    expect(normaliseSecretAnswer('Médor 2')).toBe('medor2');
    expect(normaliseSecretAnswer('Ré')).toBe('re');
  });

  it.each(['', ' ', 'x', '!?', '💌💌', '\u0301\u0301', '\u200b\u200b', '\u3164\u3164', '\u115fx'])(
    '%j is none',
    (typed) => {
      expect(normaliseSecretAnswer(typed)).toBeNull();
    },
  );

  it('in its form stays as it is, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
        const answer = normaliseSecretAnswer(typed);
        if (answer !== null) expect(normaliseSecretAnswer(answer)).toBe(answer);
      }),
    );
  });

  it('is asked by at least eight questions, the one of the guide first', () => {
    expect(SECRET_QUESTIONS.length).toBeGreaterThanOrEqual(8);
    expect(new Set(SECRET_QUESTIONS).size).toBe(SECRET_QUESTIONS.length);
  });
});

describe('the number of a receipt', () => {
  it('is the same for the same event, however its id is written, and can be read out', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (id) => {
        const number = receiptNumber(id);
        expect(number).toMatch(
          new RegExp(`^[${LETTER_CODE_ALPHABET}]{4}-[${LETTER_CODE_ALPHABET}]{4}$`, 'u'),
        );
        expect(receiptNumber(id.toUpperCase())).toBe(number);
      }),
    );
  });

  it('is another for events of the same moment', () => {
    const head = '0197a3c2-5b1e-7c3d-8a4f-';
    const numbers = Array.from({ length: 5000 }, (_, at) =>
      receiptNumber(head + (at * 56_295_001).toString(16).padStart(12, '0')),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('a name', () => {
  it('is a name in a file when it has a letter and nothing invisible', () => {
    for (const name of ['Martin', 'O', 'Null', 'MARTIN 2', "N'Guessan", '王'])
      expect(isPersonName(name)).toBe(true);
    for (const name of ['—', '.', '12345', 'NULL', '\u200b', 'Mar\u202etin', '\u2066Martin', ''])
      expect(isPersonName(name)).toBe(false);
  });

  it.each([
    ['Müller', 'Mueller'],
    ['Müller', 'Muller'],
    ['Mu\u0308ller', 'MUELLER'],
    ['Jäger', 'JAEGER'],
    ['Köhler', 'Koehler'],
    ['Sørensen', 'Soerensen'],
    ['Sørensen', 'SORENSEN'],
    ['Åberg', 'Aaberg'],
    ['Ångström', 'Angstroem'],
    ['Ångström', 'AANGSTROM'],
    ['Müßäöüå-Øre', 'MUESSAEOEUEAA OERE'],
    ['Groß', 'GROSS'],
    ['Saint-Martin', 'St Martin'],
    ['Sainte-Rose', 'STE ROSE'],
    ['Œuvrard', 'OEUVRARD'],
    ['İnan', 'Inan'],
    ['Işık', 'ISIK'],
    ['\ufb01sher', 'Fisher'],
    ['O', 'o'],
  ])('%s is %s, either way', (one, other) => {
    expect(sameName(one, other)).toBe(true);
    expect(sameName(other, one)).toBe(true);
  });

  it.each([
    ['Samuel', 'Samul'],
    ['Muller', 'Mueller'],
    ['Roel', 'Rol'],
    ['Moser', 'Moeser'],
    ['Noël', 'Nol'],
    ['Daelman', 'Dalman'],
    ['Toussaint', 'Toust'],
    ['Saint-Martin', 'Sainte-Martin'],
    ['Boeuf', 'Bouf'],
    ['', ''],
    ['—', '.'],
  ])('%s is not %s', (one, other) => {
    expect(sameName(one, other)).toBe(false);
    expect(sameName(other, one)).toBe(false);
  });
});
