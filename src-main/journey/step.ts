import type { Challenge } from '../../src-shared/journey/challenge.ts';
import type { ScreenOf } from '../../src-shared/journey/screens.ts';

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

/** What a screen may have to say about the deed before. */
type ProblemOf<
  Id extends 'identify' | 'choose-channel' | 'enter-code' | 'letter-code' | 'define-password' | 'login',
> = ScreenOf<Id>['problem'];

/** Proof that a member may define a password: the recovery whose code was consumed, or a letter that head office took. */
export type Proof =
  | { readonly by: 'code'; readonly member: NamedMember; readonly recoveryId: number }
  | { readonly by: 'letter'; readonly member: NamedMember };

/** Every state of a visit; `at` is the id of the screen that shows it. */
export type Step =
  | { readonly at: 'attract' }
  | { readonly at: 'menu' }
  | { readonly at: 'help'; readonly from: Step }
  | { readonly at: 'security-advice'; readonly from: Step }
  | {
      readonly at: 'identify';
      readonly purpose: ScreenOf<'identify'>['purpose'];
      readonly problem: ProblemOf<'identify'>;
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
      readonly channel: 'email' | 'sms';
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
  | { readonly at: 'password-done'; readonly number: string; readonly eventId: string }
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
  | { readonly at: 'space-home'; readonly givenName: string; readonly familyName: string }
  | {
      readonly at: 'out-of-service';
      readonly reason: ScreenOf<'out-of-service'>['reason'];
      readonly reference: string;
      readonly details: readonly string[];
      /** False: the kiosk tries to serve again after a minute. */
      readonly permanent: boolean;
    };

/** Name of a step: the id of its screen. */
export type StepName = Step['at'];

/** The step with the given name. */
export type StepAt<Name extends StepName> = Extract<Step, { at: Name }>;
