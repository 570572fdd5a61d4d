import { DAY, SECOND } from './units.ts';

/** Zone of the branches and of head office where the configuration names none. */
export const DEFAULT_ZONE = 'Europe/Paris';

let zone = DEFAULT_ZONE;

/** Sets the zone that days and moments are told in, once a process: by its configuration, or by the view of a page. */
export function setAgencyZone(name: string): void {
  zone = name;
}

/** IANA name of the agency's zone. Days begin and end in it, whatever zone a machine has. */
export function agencyZone(): string {
  return zone;
}

/** Whether the machine knows a zone by this name. */
export function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: name }));
  } catch {
    return false;
  }
}

const figures = new Map<string, Intl.DateTimeFormat>();

function figuresIn(timeZone: string): Intl.DateTimeFormat {
  const known = figures.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  figures.set(timeZone, made);
  return made;
}

/** How far the agency's clocks are ahead of UTC at a moment, in milliseconds. */
export function offsetAt(moment: number): number {
  const whole = Math.floor(moment / SECOND) * SECOND;
  return Date.parse(`${figuresIn(zone).format(whole).replace(' ', 'T')}Z`) - whole;
}

/**
 * Tells apart the moments that the agency's clocks show twice, when they are put back.
 * @returns null for all others
 */
export function repeatedTime(moment: number): 'summer' | 'winter' | null {
  const [before, after] = [offsetAt(moment - DAY / 2), offsetAt(moment + DAY / 2)];
  const own = offsetAt(moment);
  const shown = moment + own;
  const isTwice = before > after && offsetAt(shown - before) === before && offsetAt(shown - after) === after;
  if (!isTwice) return null;
  return own === before ? 'summer' : 'winter';
}
