import type { SentChannel } from '../../../src-shared/values/channel.ts';
import type { Challenge } from '../../../src-shared/journey/challenge.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { AccountStatus, ActivateBody } from '../../../src-shared/hub-api/accounts.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { SpaceStep } from './space-steps.ts';

/** The member whom a visitor named. Held by the visit only, never by a module. */
export interface NamedMember {
  readonly number: string;
  /** Blind index under which the journal knows the member. */
  readonly key: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** Names, number and birth date, that the password must not be made of. */
  readonly personal: readonly string[];
}

/** How an account that waits for its confirmation stands, with the steady moment at which that was told. */
export type PendingStatus = Extract<AccountStatus, { result: 'pending' }> & { readonly toldAt: number };

/** What a screen may have to say about the action before. */
type ProblemOf<
  Id extends
    | 'identify'
    | 'choose-channel'
    | 'enter-code'
    | 'letter-code'
    | 'define-password'
    | 'login'
    | 'account-request'
    | 'activate'
    | 'activate-identity'
    | 'activated-pending'
    | 'account-code',
> = ScreenOf<Id>['problem'];

/** A holder, and what their password must not be made of, as head office has told it after a proof. */
export interface ProvenHolder {
  readonly holder: Holder;
  readonly personal: readonly string[];
}

/** Proof that a member may define a password: the recovery whose code was consumed, or a letter that head office took. */
export type Proof =
  | { readonly by: 'code'; readonly member: NamedMember; readonly recoveryId: number }
  | { readonly by: 'letter'; readonly member: NamedMember }
  /** Head office took a code that it had sent to the e-mail address by which this person logs in. */
  | {
      readonly by: 'account';
      readonly email: string;
      readonly attempt: string;
      readonly personal: readonly string[];
    };

/** Every state of a visit; `at` is the id of the screen that shows it. */
export type Step =
  | { readonly at: 'attract' }
  | { readonly at: 'menu' }
  | { readonly at: 'help'; readonly from: StepWithHelp }
  | { readonly at: 'security-advice'; readonly from: StepWithHelp }
  | {
      readonly at: 'identify';
      readonly purpose: ScreenOf<'identify'>['purpose'];
      readonly problem: ProblemOf<'identify'>;
      /** The e-mail address for which a code was asked without an answer: the same again is the same attempt. */
      readonly unanswered?: { readonly email: string; readonly attempt: string };
      /** The code that is under way, to which the same e-mail address leads again. */
      readonly underWay?: Extract<Step, { at: 'account-code' }>;
    }
  | {
      readonly at: 'choose-channel';
      readonly member: NamedMember;
      readonly problem: ProblemOf<'choose-channel'>;
      /** The code that is under way, to which `back` returns. */
      readonly pending: Extract<Step, { at: 'enter-code' }> | null;
    }
  | {
      readonly at: 'enter-code';
      readonly member: NamedMember;
      readonly channel: SentChannel;
      readonly recoveryId: number;
      readonly deliveryId: string;
      /** Steady moments. */
      readonly sentAt: number;
      readonly expiresAt: number;
      readonly problem: ProblemOf<'enter-code'>;
    }
  | {
      readonly at: 'letter-code';
      readonly member: NamedMember;
      /** The try whose answer was lost: the same code typed again is the same try. */
      readonly unanswered: { readonly code: string; readonly attempt: string } | null;
      readonly problem: ProblemOf<'letter-code'>;
    }
  | {
      readonly at: 'define-password';
      readonly proof: Proof;
      readonly challenge: Challenge | null;
      readonly problem: ProblemOf<'define-password'>;
    }
  /** `eventId` null: head office has taken it already. */
  | { readonly at: 'password-done'; readonly identifier: string; readonly eventId: string | null }
  | {
      readonly at: 'letter-requested';
      /** Steady moments. */
      readonly arrivesBy: number;
      readonly nextLetterAt: number;
      readonly eventId: string;
    }
  | {
      readonly at: 'login';
      readonly identifier: string;
      readonly challenge: Challenge | null;
      readonly problem: ProblemOf<'login'>;
    }
  | { readonly at: 'account-situation'; readonly purpose: ScreenOf<'account-situation'>['purpose'] }
  | {
      readonly at: 'account-request';
      readonly purpose: ScreenOf<'account-request'>['purpose'];
      readonly situation: Situation;
      readonly challenge: Challenge | null;
      readonly problem: ProblemOf<'account-request'>;
    }
  | {
      readonly at: 'account-requested';
      readonly purpose: ScreenOf<'account-requested'>['purpose'];
      readonly eventId: string;
    }
  | {
      readonly at: 'activate';
      /** The try whose answer was lost: the same holder and code are the same try. */
      readonly unanswered: {
        readonly holder: Holder;
        readonly code: string;
        readonly attempt: string;
      } | null;
      readonly problem: ProblemOf<'activate'>;
    }
  | {
      readonly at: 'activate-identity';
      readonly attempt: string;
      readonly proven: ProvenHolder;
      /** What was sent and not answered: the same again is the same submission. */
      readonly unanswered: ActivateBody | null;
      readonly problem: ProblemOf<'activate-identity'>;
    }
  | {
      readonly at: 'activated-pending';
      readonly attempt: string;
      /** Blind index under which the journal knows the holder. */
      readonly key: string;
      readonly email: string;
      /** As head office told it last. */
      readonly status: PendingStatus;
      /** False when head office could not be asked the last time. */
      readonly reached: boolean;
      readonly problem: ProblemOf<'activated-pending'>;
    }
  | { readonly at: 'account-active'; readonly identifier: string }
  | {
      readonly at: 'account-code';
      readonly email: string;
      readonly attempt: string;
      /** Steady moments. */
      readonly expiresAt: number;
      readonly resendAt: number | null;
      readonly triesLeft: number;
      /** A further code that was asked for without an answer: the next time is the same attempt, and its mail may come. */
      readonly unanswered: { readonly attempt: string; readonly expiresAt: number } | null;
      readonly problem: ProblemOf<'account-code'>;
    }
  | SpaceStep
  | {
      readonly at: 'out-of-service';
      readonly reason: ScreenOf<'out-of-service'>['reason'];
      readonly reference: string;
      readonly details: readonly string[];
      /** False: the kiosk tries to serve again after a minute. */
      readonly permanent: boolean;
    };

/** A step from which an information page can be opened, and to which it leads back. */
export type StepWithHelp = Extract<
  Step,
  {
    at:
      | 'menu'
      | 'identify'
      | 'enter-code'
      | 'letter-code'
      | 'login'
      | 'account-situation'
      | 'account-request'
      | 'activate'
      | 'activated-pending'
      | 'account-code';
  }
>;

/** Name of a step: the id of its screen. */
export type StepName = Step['at'];

/** The step with the given name. */
export type StepAt<Name extends StepName> = Extract<Step, { at: Name }>;
