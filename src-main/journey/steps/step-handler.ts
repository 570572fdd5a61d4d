import type { Action } from '../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Blocked } from './block-of.ts';
import type { Services } from './services.ts';
import type { Step, StepAt, StepName } from './step.ts';
import type { Visit } from './visit.ts';

/** A member's visit that waits while an adviser works at the kiosk. */
export interface ParkedVisit {
  readonly visit: Visit;
  readonly block: Blocked | null;
  /** Steady moment at which it ends by itself. */
  readonly endsAt: number;
}

/** What a step can use: the kiosk's services and the present visit. */
export interface JourneyContext {
  readonly services: Services;
  readonly visit: Visit;
  /** In staff mode: the member's visit that waits; null: there is none. */
  readonly parked: ParkedVisit | null;
}

/** An action by its type. */
export type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

/**
 * A step's reactions by type of action: the next step; null: nothing happens now. An action without a reaction
 * changes nothing.
 */
export type Reactions<At extends Step> = {
  readonly [Type in Action['type']]?: (
    step: At,
    action: ActionOf<Type>,
    context: JourneyContext,
  ) => Promise<Step | null> | Step | null;
};

/**
 * Behaviour of one step. Handlers are declared with `satisfies`, and the types of their functions name exactly the
 * steps that they can lead to: the state diagrams are compared with these types.
 */
export interface StepHandler<Name extends StepName> {
  /** The step's screen. */
  screen(step: StepAt<Name>, context: JourneyContext): ScreenOf<Name>;
  readonly on: Reactions<StepAt<Name>>;
  /** Where `back` leads; absent: there is no way back. */
  back?(step: StepAt<Name>): Step;
  /** Position of the first part of its screen in the journey, from 1; absent outside journeys. */
  progress?(step: StepAt<Name>, services: Services): { readonly step: number; readonly of: number } | null;
  /** Steady moment at which the screen changes by itself; absent or null: it does not. */
  changesAt?(step: StepAt<Name>, context: JourneyContext): number | null;
  /** Id of the message or event whose state the screen shows. */
  watches?(step: StepAt<Name>): string;
  /**
   * Asks head office for news, repeatedly while the step is shown. Actions do not wait for it, and it does not count
   * as a touch.
   * @returns a function that is called only if the step is still shown; it gives the new step, or null when nothing
   *   has changed
   */
  poll?(step: StepAt<Name>, context: JourneyContext): Promise<() => Step | null>;
  /** Milliseconds between the end of a {@link poll} and the next one. */
  readonly pollEvery?: number | ((step: StepAt<Name>) => number);
  /** True while the visitor waits for a message and may need more time without a touch. */
  readonly waiting?: boolean | ((step: StepAt<Name>) => boolean);
  /** True in the member space, where visits are shorter. */
  readonly inSpace?: boolean;
  /**
   * Completes a step before it is shown: loads what it lacks. Its result is completed again, until the same step is
   * returned.
   */
  onEnter?(step: StepAt<Name>, context: JourneyContext): Promise<Step>;
  /**
   * The visit has ended on this step. Nobody waits for it, except the closing application for a short time. Never
   * throws.
   */
  onExit?(step: StepAt<Name>, context: JourneyContext): Promise<void>;
}
