import type { Action } from '../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Services } from './services.ts';
import type { Step, StepAt, StepName } from './step.ts';
import type { Visit } from './visit.ts';

/** What a step may use: the kiosk's services and the present visit. */
export interface JourneyContext {
  readonly services: Services;
  readonly visit: Visit;
}

/** An action by its type. */
export type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

/**
 * What a step does on each action that it has, by the action's type: the step that follows; null: nothing happens now.
 * An action without a reaction changes nothing.
 */
export type Reactions<At extends Step> = {
  readonly [Type in Action['type']]?: (
    step: At,
    action: ActionOf<Type>,
    context: JourneyContext,
  ) => Promise<Step | null> | Step | null;
};

/**
 * How one step of a journey behaves. Handlers are declared with `satisfies`, and their functions name the steps that they
 * can lead to and no others: the state diagrams are compared with these types.
 */
export interface StepHandler<Name extends StepName> {
  /** What the step shows now. */
  screen(step: StepAt<Name>, context: JourneyContext): ScreenOf<Name>;
  readonly on: Reactions<StepAt<Name>>;
  /** Where `back` leads; absent where there is no way back. */
  back?(step: StepAt<Name>): Step;
  /** Place in the journey, from 1; absent outside journeys. */
  progress?(step: StepAt<Name>): { readonly step: number; readonly of: number };
  /** Steady moment at which the screen changes by itself; absent or null when it does not. */
  changesAt?(step: StepAt<Name>, context: JourneyContext): number | null;
  /** Message or event for head office whose outcome the screen shows. */
  watches?(step: StepAt<Name>): string;
  /**
   * Asks head office how things stand, time and again while the step is shown. It runs beside the visitor's actions, which
   * do not wait for it, and counts as no touch.
   * @returns what to make of the answer: called in turn, and only if the step is still shown; it gives null when there is
   * nothing new to show
   */
  poll?(step: StepAt<Name>, context: JourneyContext): Promise<() => Step | null>;
  /** Milliseconds from the end of one {@link poll} to the next. */
  readonly pollEvery?: number | ((step: StepAt<Name>) => number);
  /** True while the visitor waits for a message and may stand still for longer. */
  readonly waiting?: boolean | ((step: StepAt<Name>) => boolean);
  /** True for the member space, where visits are shorter. */
  readonly inSpace?: boolean;
  /**
   * Completes a step before it is shown: asks for what it lacks. What it gives is completed in turn, until a step lacks
   * nothing and is given back as it is.
   */
  onEnter?(step: StepAt<Name>, context: JourneyContext): Promise<Step>;
  /** The visit ended on this step; only the end of the application waits for it, for a moment. Never fails. */
  onExit?(step: StepAt<Name>, context: JourneyContext): Promise<void>;
}
