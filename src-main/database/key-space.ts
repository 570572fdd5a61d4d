/** A primary key: an integer, or ASCII text (identifiers, hexadecimal). */
export type Key = bigint | string;

/** A range of keys, without its ends. */
export interface Gap {
  readonly after: Key;
  readonly before: Key;
}

/** Number of characters of a text key used to compute a middle. */
const CHARACTERS = 24;

/** Number of powers of two tried after the last known integer key. */
const DOUBLINGS = 32n;

/** Two hexadecimal digits each: blind indexes are spread evenly over them. */
const HEX_STARTS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * The ranges between two known keys that may contain keys; null: unknown end.
 * @param type declared type of the key column
 */
export function gapsBetween(after: Key | null, before: Key | null, type: 'integer' | 'text'): Gap[] {
  if (type === 'text') {
    const first = String(after ?? '');
    const last = String(before ?? '\u007f'.repeat(CHARACTERS));
    const cuts = [first, ...HEX_STARTS.filter((cut) => cut > first && cut < last), last];
    return cuts.slice(1).map((end, at) => ({ after: cuts[at] ?? first, before: end }));
  }
  const start = typeof after === 'bigint' ? after : 0n;
  if (before !== null) return [{ after: start, before }];
  // No end is known. Each range is twice as long as the one before, so that both few and many rows are found.
  return Array.from({ length: Number(DOUBLINGS) }, (_, power) => ({
    after: start + 2n ** BigInt(power) - 1n,
    before: start + 2n ** BigInt(power + 1),
  }));
}

/** A key near the middle of a range; no row needs to have it. Null when there is no key between the ends. */
export function middleOf({ after, before }: Gap): Key | null {
  if (typeof after === 'bigint' && typeof before === 'bigint') {
    return before - after < 2n ? null : (after + before) / 2n;
  }
  const middle = toText((toNumber(String(after)) + toNumber(String(before))) / 2n);
  return middle > String(after) && middle < String(before) ? middle : null;
}

/** Text as a number in base 128, so that numbers sort like texts. */
function toNumber(text: string): bigint {
  let value = 0n;
  for (let at = 0; at < CHARACTERS; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) & 0x7f : 0;
    value = value * 128n + BigInt(code);
  }
  return value;
}

function toText(number: bigint): string {
  let rest = number;
  const codes: number[] = [];
  for (let at = 0; at < CHARACTERS; at += 1) {
    codes.unshift(Number(rest % 128n));
    rest /= 128n;
  }
  return String.fromCharCode(...codes).replace(/\0+$/u, '');
}
