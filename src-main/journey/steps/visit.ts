import type { TextSize } from '../../../src-shared/journey/action.ts';
import type { Language } from '../../../src-shared/language.ts';
import type { ChallengeService } from '../../challenge/challenge-service.ts';
import type { Step } from './step.ts';

/** What a visitor chose for eyes and ears. */
export interface Display {
  language: Language;
  textSize: TextSize;
  highContrast: boolean;
  sound: boolean;
}

/**
 * One visitor, from the first touch to the wipe. Everything that is known of the visitor hangs on this object
 * and goes with it.
 */
export interface Visit {
  step: Step;
  readonly display: Display;
  readonly challenges: ChallengeService;
  /** Steady moments. */
  readonly startedAt: number;
  lastTouch: number;
  /** Set while the idle warning is shown. */
  warnedAt: number | null;
  /** Numbers in a row that nobody has; five end the visit. */
  unknownNumbers: number;
  /** Steady moment of the first login of this visit; null before. */
  loggedInAt: number | null;
}
