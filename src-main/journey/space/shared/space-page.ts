import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { SPACE_SCREEN_IDS, type SpaceScreenId } from '../../../../src-shared/journey/space-screen-ids.ts';
import {
  isRequestScreen,
  type RequestScreenId,
} from '../../../../src-shared/member-requests/request-kinds.ts';
import { allows, type Needed } from '../../../../src-shared/values/member-space/delegation.ts';
import type { SpaceDone } from '../../../../src-shared/hub-api/space-calls.ts';
import type { Services } from '../../steps/services.ts';
import type { StepAt } from '../../steps/step.ts';
import type { ActionOf, JourneyContext, Reactions, StepHandler } from '../../steps/step-handler.ts';
import { actFor, isSame, ownHome, resolveDoubt } from './act-for.ts';
import { askSpace, type Asked, type Pending } from '../../steps/loaded.ts';
import type { Space } from '../../steps/space.ts';
import { firstStep, homeOf, type SpaceStep, type SpaceStepAt } from '../../steps/space-steps.ts';

/** Milliseconds between two calls for the session's state. */
const POLL_EVERY = 5000;

type Home = SpaceStepAt<'space-home'>;

/** The part of a member-space screen that differs from the others. */
export interface SpacePage<Name extends SpaceStep['at']> {
  screen(step: SpaceStepAt<Name>, context: JourneyContext): ScreenOf<Name>;
  /** Loads what the step still lacks (its null fields). */
  onEnter?(step: SpaceStepAt<Name>, context: JourneyContext): Promise<SpaceStepAt<Name> | Home>;
  /** The answer that the step still waits for. */
  pending?(step: SpaceStepAt<Name>): Pending<SpaceStepAt<Name>> | null;
  readonly on: Reactions<SpaceStepAt<Name>>;
  readonly back?: StepHandler<Name>['back'];
  /**
   * Takes over the session's state.
   * @param status null: head office could not be reached
   * @returns null when nothing on the screen changes
   */
  onStatus?(step: SpaceStepAt<Name>, status: SpaceDone<'status'> | null): SpaceStepAt<Name> | null;
  readonly changesAt?: StepHandler<Name>['changesAt'];
  readonly watches?: StepHandler<Name>['watches'];
  /** True while the visitor waits for a message. */
  waits?(step: SpaceStepAt<Name>): boolean;
}

/** Scope that a helper needs for each screen; for the requests that are not here, `ask`. */
const NEEDED: Readonly<Record<Exclude<SpaceScreenId, RequestScreenId> | 'space-address', Needed>> = {
  // Letters with codes follow the postal address.
  'space-address': 'own',
  'space-reimbursements': 'see',
  'space-guarantees': 'see',
  'space-requests': 'see',
  'space-devices': 'all',
  'space-delegation': 'own',
  'space-app': 'see',
};

function neededFor(screen: SpaceScreenId): Needed {
  return isRequestScreen(screen) && screen !== 'space-address' ? 'ask' : NEEDED[screen];
}

/** The screens that the home offers: depends on the helper's scope, and on whether there is a head office. */
export function tilesOf({ acting }: Space, { headOffice }: Pick<Services, 'headOffice'>): SpaceScreenId[] {
  if (headOffice === null) return [];
  return SPACE_SCREEN_IDS.filter((screen) => acting === null || allows(acting.scope, neededFor(screen)));
}

/** `back` of a page: leads to the home. */
export function toHome({ space }: SpaceStep): Home {
  return homeOf(space);
}

/**
 * Makes a handler from a page and the common part of all pages: tiles, hidden amounts, log-in again, status, log-out.
 */
export function spacePage<Name extends SpaceStep['at'], Page extends SpacePage<Name>>(
  at: Name,
  page: Page & Readonly<Record<Exclude<keyof Page, keyof SpacePage<Name>>, never>>,
) {
  type At = SpaceStepAt<Name>;
  const own: Page['on'] = page.on;
  return {
    ...page,
    at,
    inSpace: true,
    on: { ...sharedReactions<At>(), ...own },
    onEnter: (step: At, context: JourneyContext) => entered<At>(page, step, context),
    onExit: ({ space }: At, { services }: JourneyContext) => endSession(space, services),
    pollEvery: (step: At) => (page.pending?.(step) ? 1 : POLL_EVERY),
    poll: (step: At, context: JourneyContext) => polled<At>(page, step, context),
    waiting: (step: At) => page.waits?.(step) ?? false,
  };
}

/** Reactions that all screens of the space share. */
function sharedReactions<At extends SpaceStep>() {
  return {
    'hide-amounts': (step: At, { hidden }: ActionOf<'hide-amounts'>): At => ({
      ...step,
      space: { ...step.space, amountsHidden: hidden },
    }),
    'open-space': ({ space }: At, { screen }: ActionOf<'open-space'>, { services }: JourneyContext) =>
      tilesOf(space, services).includes(screen) ? firstStep(screen, space) : null,
    'act-for': ({ space }: At, { delegation }: ActionOf<'act-for'>, { services }: JourneyContext) =>
      delegation === null && space.acting !== null ? actFor(space, null, services) : null,
    'log-in-again': (
      { space }: At,
      _action: ActionOf<'log-in-again'>,
      { services }: JourneyContext,
    ): StepAt<'login'> => {
      void endSession(space, services);
      return { at: 'login', identifier: space.identifier, challenge: null, problem: null };
    },
  };
}

/** Ends the session at head office. When it cannot be reached, the session soon ends there by itself. */
async function endSession(space: Space, services: Services): Promise<void> {
  const session = space.session ?? space.doubted;
  if (session !== null) await askSpace(services, { session, doubted: null }, 'end', {});
}

/** The parts of a {@link SpacePage} that load its data and follow the session's state. */
interface Follows<At extends SpaceStep> {
  onEnter?(step: At, context: JourneyContext): Promise<At | Home>;
  pending?(step: At): Pending<At> | null;
  onStatus?(step: At, status: SpaceDone<'status'> | null): At | null;
}

/** Completes a step. Its data can be loaded only when it is known for whom the session acts. */
async function entered<At extends SpaceStep>(
  page: Follows<At>,
  step: At,
  context: JourneyContext,
): Promise<At | Home> {
  const next = (await page.onEnter?.(step, context)) ?? step;
  const isComplete = next === step || step.space.doubted === null;
  return isComplete ? next : ((await resolveDoubt(step.space, context.services)) ?? next);
}

/** Waits for data that are loading, or asks for the session's state. */
async function polled<At extends SpaceStep>(
  page: Follows<At>,
  step: At,
  { services }: JourneyContext,
): Promise<() => At | Home | null> {
  const { space } = step;
  const pending = page.pending?.(step);
  if (pending) {
    const { result } = await pending.answer;
    const arrived = await pending.arrived();
    return () => (result === 'mandate-ended' ? ownHome(space) : arrived);
  }
  if (space.doubted !== null) {
    const home = await resolveDoubt(space, services);
    return () => home;
  }
  const status = await askSpace(services, space, 'status', {});
  return () => stood(page, step, status);
}

function stood<At extends SpaceStep>(page: Follows<At>, step: At, status: Asked<'status'>): At | Home | null {
  const { space } = step;
  switch (status.result) {
    case 'mandate-ended':
      return ownHome(space);
    case 'closed':
      // The screen may stay until the visitor leaves it; nothing more can be asked.
      return space.session === null ? null : { ...step, space: { ...space, session: null } };
    case 'ok': {
      const { elsewhere, acting } = status;
      const known = { ...space, elsewhere, acting };
      // The screen shows another person's data.
      if (!isSame(status, space)) return homeOf(known);
      const told = page.onStatus?.(step, status) ?? null;
      const isNothingNew =
        JSON.stringify([elsewhere, acting]) === JSON.stringify([space.elsewhere, space.acting]);
      return isNothingNew ? told : { ...(told ?? step), space: known };
    }
    case 'offline':
      return page.onStatus?.(step, null) ?? null;
    default:
      return null;
  }
}
