import { shortMoment } from '../../src-shared/time/moment-words.ts';

/** A moment for the terminal, whose language is English, in the agency's zone: "22/11/2026 7:11 am". */
export function terminalMoment(at: Date): string {
  return shortMoment(at.getTime(), 'en');
}
