import type { TextSize } from '../../../src-shared/journey/action.ts';
import type { Language } from '../../../src-shared/language.ts';
import type { View } from '../../../src-shared/journey/view.ts';
import type { ChallengeService } from '../../challenge/challenge-service.ts';
import type { Step } from './step.ts';

/** Display and sound settings of a visitor. */
export interface Display {
  language: Language;
  textSize: TextSize;
  highContrast: boolean;
  sound: boolean;
}

/**
 * One visit, from the first touch to the wipe. Everything known about the visitor is in this object and is gone with
 * it.
 */
export interface Visit {
  /** Random: codes and proofs of head office belong to it. */
  readonly id: string;
  step: Step;
  readonly display: Display;
  readonly challenges: ChallengeService;
  /** Steady moments. */
  readonly startedAt: number;
  lastTouch: number;
  /** The warning on screen, and since when; null: no warning. */
  warning: { readonly cause: NonNullable<View['idle']>['cause']; readonly since: number } | null;
  /** The visitor has extended the visit. */
  isExtended: boolean;
  /** The end of the extended visit was told, and the visitor went on. */
  isLastTold: boolean;
  /** Number of member numbers and e-mail addresses that the visitor has named, known or not. */
  numbers: number;
  /** The anti-robot was passed in this visit, and no password was wrong since. */
  isPerson: boolean;
  /** Steady moment of the visit's first login; null: none yet. */
  loggedInAt: number | null;
}
