import type { TextSize } from '../../../src-shared/journey/action.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { View } from '../../../src-shared/journey/view.ts';
import type { Block } from '../../../src-shared/values/blocks.ts';
import type { ChallengeService } from '../../challenge/challenge-service.ts';
import type { Step } from './step.ts';

/** Display and sound settings of a visitor. */
export interface Display {
  language: Language;
  textSize: TextSize;
  highContrast: boolean;
  sound: boolean;
}

/** What kept a visitor from going on. */
export interface Tried {
  readonly step: string;
  readonly block: Block;
  times: number;
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
  /** An adviser has attested that a person stands at a request for an account, for this one. */
  isAttested: boolean;
  /** Steady moment of the visit's first login; null: none yet. */
  loggedInAt: number | null;
  /** For an adviser who helps: oldest first. */
  readonly tried: Tried[];
  /** How many times an adviser has given more time. */
  extraTimes: number;
  /** Grows when what was typed on the screen is to be forgotten. */
  draft: number;
  /** An adviser has ended it. */
  isOver: boolean;
}

/** What {@link newVisit} needs. */
interface VisitParts {
  readonly id: string;
  readonly step: Step;
  readonly display: Display;
  readonly newChallenges: () => ChallengeService;
  readonly now: number;
}

/** A visit that begins now. */
export function newVisit({ id, step, display, newChallenges, now }: VisitParts): Visit {
  let challenges: ChallengeService | null = null;
  return {
    id,
    step,
    display: { ...display },
    // Made with the first challenge: reading the pictograms must not slow down the start.
    get challenges() {
      return (challenges ??= newChallenges());
    },
    startedAt: now,
    lastTouch: now,
    ...{ warning: null, isExtended: false, isLastTold: false },
    numbers: 0,
    isPerson: false,
    isAttested: false,
    loggedInAt: null,
    tried: [],
    extraTimes: 0,
    draft: 0,
    isOver: false,
  };
}
