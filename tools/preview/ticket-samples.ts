import type { ScreenOf } from '../../src-shared/journey/screens.ts';
import { MINUTE } from '../../src-shared/time/units.ts';
import { view, type Sample } from './sample.ts';

/** Waiting tickets: given, not to be had, and shown. @param now wall clock of the samples */
export function ticketSamples(now: number): Sample[] {
  const until = now + 18 * MINUTE;
  const given = (changes: Partial<ScreenOf<'waiting-ticket'>> = {}): ScreenOf<'waiting-ticket'> => ({
    ...{ id: 'waiting-ticket', ticket: { code: 'K7RM', until }, waitsFor: 'code' },
    ...{ print: 'possible', problem: null, ...changes },
  });
  return [
    { name: 'waiting-ticket', view: view(given()) },
    { name: 'waiting-ticket-printed', view: view(given({ print: 'done', waitsFor: 'adviser' })) },
    {
      name: 'waiting-ticket-none',
      view: view(given({ ticket: null, print: 'none', problem: { kind: 'offline' } })),
    },
    { name: 'take-ticket', view: view({ id: 'take-ticket', problem: null }), steps: ['key-K', 'key-7'] },
    {
      name: 'take-ticket-refused',
      view: view({ id: 'take-ticket', problem: { kind: 'ticket-refused', triesLeft: 4 } }),
    },
  ];
}
