import type { ContactChannel } from '../../../src-shared/values/contact/channel.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { SpaceScreenId } from '../../../src-shared/journey/space-screen-ids.ts';
import type { RequestBody, RequestScreenId } from '../../../src-shared/member-requests/request-kinds.ts';
import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import type { CodeAsk } from './code-ask.ts';
import type { Loaded } from './loaded.ts';
import type { Space } from './space.ts';

/** A screen from which requests are sent. */
interface RequestStepAt<Name extends SpaceScreenId> {
  readonly at: Name;
  readonly space: Space;
  /** Id of the event that was just recorded; its receipt is printed under the same id. */
  readonly sent: string | null;
  readonly problem: Extract<ScreenOf<Name>, { problem: unknown }>['problem'];
}

/** A new postal address, without the person and the proof. */
type AddressReport = Omit<Extract<RequestBody, { kind: 'address-changed' }>, 'holder' | 'helper' | 'proof'>;

/** Screens of requests without other state; the screen of addresses has more. */
type PlainRequestStep = {
  [Name in Exclude<RequestScreenId, 'space-address'>]: RequestStepAt<Name>;
}[Exclude<RequestScreenId, 'space-address'>];

/**
 * All steps of the member space. A field that is null where a {@link Loaded} is possible was not asked for yet:
 * `onEnter` of the page loads it when the step is entered. So a step is plain data.
 */
export type SpaceStep =
  | {
      readonly at: 'space-home';
      readonly space: Space;
      readonly waiting: Loaded<'home'> | null;
      readonly notice: ScreenOf<'space-home'>['notice'];
    }
  | {
      readonly at: 'space-reimbursements';
      readonly space: Space;
      readonly page: number;
      readonly year: number | null;
      readonly content: Loaded<'reimbursements'> | null;
    }
  | { readonly at: 'space-guarantees'; readonly space: Space; readonly content: Loaded<'guarantees'> | null }
  | PlainRequestStep
  | (RequestStepAt<'space-address'> & {
      readonly towns: ScreenOf<'space-address'>['towns'];
      readonly contact: Loaded<'channels'> | null;
      /** The new postal address, and the code that it waits for. */
      readonly report: { readonly body: AddressReport; readonly ask: CodeAsk } | null;
      /** The new address or number, and the codes that prove first a former channel, then the new one. */
      readonly change: {
        readonly channel: ContactChannel;
        readonly to: string;
        /** Attempt whose code on a former channel was right; null: not yet. */
        readonly proof: string | null;
        readonly ask: CodeAsk;
      } | null;
      readonly changed: ScreenOf<'space-address'>['changed'];
    })
  | {
      readonly at: 'space-requests';
      readonly space: Space;
      readonly page: number;
      readonly history: Loaded<'requests'> | null;
    }
  | {
      readonly at: 'space-devices';
      readonly space: Space;
      readonly content: Loaded<'devices'> | null;
      readonly deletion: { readonly device: string; readonly name: string; readonly ask: CodeAsk } | null;
      readonly done: ScreenOf<'space-devices'>['done'];
      readonly problem: ScreenOf<'space-devices'>['problem'];
    }
  | {
      readonly at: 'space-delegation';
      readonly space: Space;
      readonly content: Loaded<'delegations'> | null;
      readonly helper: ScreenOf<'space-delegation'>['helper'];
      /** The act that waits for a fresh code; null: none. */
      readonly consent:
        | {
            readonly to: 'offer';
            readonly id: string;
            readonly scope: DelegationScope;
            readonly months: 1 | 3 | 6 | 12;
            readonly ask: CodeAsk;
          }
        | { readonly to: 'accept'; readonly delegation: string; readonly ask: CodeAsk }
        | null;
      readonly journal: {
        readonly delegation: string;
        readonly page: number;
        readonly content: Loaded<'journal'> | null;
      } | null;
      readonly done: ScreenOf<'space-delegation'>['done'];
      readonly problem: ScreenOf<'space-delegation'>['problem'];
    }
  | {
      readonly at: 'space-app';
      readonly space: Space;
      /** Null until they are drawn. */
      readonly links: ScreenOf<'space-app'>['links'] | null;
    };

/** A step of the member space by its name. */
export type SpaceStepAt<Name extends SpaceStep['at']> = Extract<SpaceStep, { at: Name }>;

/** A step of a screen from which requests are sent. */
export type RequestStep = SpaceStepAt<RequestScreenId>;

/** The home of the space, without data yet. */
export function homeOf(
  space: Space,
  notice: ScreenOf<'space-home'>['notice'] = null,
): SpaceStepAt<'space-home'> {
  return { at: 'space-home', space, waiting: null, notice };
}

/** The first step of a screen of the space, without data yet. */
export function firstStep<Screen extends SpaceScreenId>(screen: Screen, space: Space): SpaceStepAt<Screen> {
  return stepOf(screen, space) as SpaceStepAt<Screen>;
}

function stepOf(screen: SpaceScreenId, space: Space): SpaceStepAt<SpaceScreenId> {
  const requesting = { space, sent: null, problem: null } as const;
  switch (screen) {
    case 'space-reimbursements':
      return { at: screen, space, page: 0, year: null, content: null };
    case 'space-guarantees':
      return { at: screen, space, content: null };
    case 'space-address':
      return {
        at: screen,
        ...requesting,
        towns: null,
        contact: null,
        report: null,
        change: null,
        changed: null,
      };
    case 'space-requests':
      return { at: screen, space, page: 0, history: null };
    case 'space-devices':
      return { at: screen, space, content: null, deletion: null, done: null, problem: null };
    case 'space-delegation':
      return {
        ...{ at: screen, space, content: null, helper: null, consent: null, journal: null },
        ...{ done: null, problem: null },
      };
    case 'space-app':
      return { at: screen, space, links: null };
    default:
      return { at: screen, ...requesting };
  }
}
