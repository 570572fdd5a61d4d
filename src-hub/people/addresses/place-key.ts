import { addressBlock } from '../../../src-shared/values/contact/address-block.ts';
import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';

/** A postal address without the name. */
export interface Place {
  /** Lines between name and town. */
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly town: string;
  /** Absent: France. */
  readonly country?: string | undefined;
}

/**
 * Two addresses have the same key when their letters reach the same letter box: what is printed is compared, without
 * punctuation, and without regard to which line it stands in.
 */
export function placeKey({ lines, postalCode, town, country = DEFAULT_COUNTRY }: Place): string {
  // Checked with a short name, as at an import.
  const block = addressBlock({ givenName: '', familyName: 'X', lines, postalCode, town, country });
  const printed = block.ok ? block.lines.slice(1) : [...lines, postalCode, town];
  return [...printed, country]
    .join(' ')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}
