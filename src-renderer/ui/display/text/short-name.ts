/** Most characters of a name in the header, which has one height at each text size. */
const MOST = 20;

/** Most characters of a name in a title, where all but the longest are whole. */
export const MOST_OF_NAME = 32;

/** What stands before a name: the initial is not its own. */
const PARTICLE = /^(?:de|du|des|la|le|les|van|von|da|di|el)$/iu;

/**
 * A name as the header tells it: whole when there is room, else the first name and an initial, else its beginning.
 * It never looks whole when it is not.
 * @param most most characters that it may have
 */
export function shortName(name: string, most = MOST): string {
  const whole = name.trim().replaceAll(/\s+/gu, ' ');
  if (lengthOf(whole) <= most) return whole;
  const [first = '', ...others] = whole.split(' ');
  const family = others.find((word) => !PARTICLE.test(word)) ?? others.at(-1);
  const short = family === undefined ? first : `${first} ${charactersOf(family)[0] ?? ''}.`;
  if (lengthOf(short) <= most) return short;
  return `${charactersOf(first)
    .slice(0, most - 1)
    .join('')}…`;
}

function lengthOf(text: string): number {
  return charactersOf(text).length;
}

/** Characters as one sees them: a letter with its accents is one. */
function charactersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
