import type { Channel, SentChannel } from '../../../src-shared/values/contact/channel.ts';
import type { Challenge } from '../../../src-shared/journey/challenge.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { PasswordProof } from '../../../src-shared/hub-api/events.ts';
import type { AccountStatus, ActivateBody } from '../../../src-shared/hub-api/accounts.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { SpaceStep } from './space-steps.ts';
import type { StaffStep } from './staff-steps.ts';

/** A member named by the visitor. Only the visit holds it, never a module. */
export interface NamedMember {
  readonly number: string;
  /** Blind index of the member in the journal. */
  readonly key: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** Names, number and birth date. The password must not contain them. */
  readonly personal: readonly string[];
}

/** State of an account that waits for its confirmation, and the steady moment at which head office told it. */
export type PendingStatus = Extract<AccountStatus, { result: 'pending' }> & { readonly toldAt: number };

/** The problem that a screen shows about the last action. */
type ProblemOf<
  Id extends
    | 'identify'
    | 'anti-robot'
    | 'choose-channel'
    | 'enter-code'
    | 'letter-code'
    | 'waiting-ticket'
    | 'take-ticket'
    | 'define-password'
    | 'login'
    | 'account-request'
    | 'activate'
    | 'activate-identity'
    | 'activated-pending'
    | 'account-code',
> = ScreenOf<Id>['problem'];

/** A holder, and texts that their password must not contain; head office tells them after a proof. */
export interface ProvenHolder {
  readonly holder: Holder;
  readonly personal: readonly string[];
}

/**
 * Proof that a person may define a password: a recovery with a right code of this kiosk, or a code or
 * letter that head office accepted.
 */
export type Proof =
  /** A code of this kiosk. `isFallback`: there is a head office, which cannot check it. */
  | {
      readonly by: 'code';
      readonly member: NamedMember;
      readonly recoveryId: number;
      readonly isFallback: boolean;
    }
  /** Head office checked a code or a letter; the password's event shows its proof. */
  | { readonly by: 'head-office'; readonly member: NamedMember; readonly proof: PasswordProof }
  /** Head office accepted a code that it had sent to the account's e-mail address. */
  | {
      readonly by: 'account';
      readonly email: string;
      readonly attempt: string;
      readonly personal: readonly string[];
    };

/** Who sends codes to a member. Moments are steady. */
export type CodeSource =
  /** This kiosk. `isFallback`: there is a head office, but no line to it. */
  | { readonly by: 'kiosk'; readonly isFallback: boolean }
  | {
      readonly by: 'head-office';
      /** Null: the member cannot get a code there. `nextAt` null: nobody can now. */
      readonly ways: Readonly<
        Record<SentChannel, { readonly sender: string; readonly nextAt: number | null } | null>
      >;
      /** After five wrong codes; null: none were typed. */
      readonly lockedUntil: number | null;
      /** Whether the codes of a day are used up. */
      readonly isSpent: boolean;
    }
  /** No line to head office, and this kiosk may not send codes itself. */
  | { readonly by: 'nobody' };

/** A code that was sent. */
export type EnteredCode =
  | {
      readonly by: 'kiosk';
      readonly recoveryId: number;
      readonly deliveryId: string;
      readonly isFallback: boolean;
    }
  | {
      readonly by: 'head-office';
      readonly attempt: string;
      readonly sender: string;
      readonly message: 'waiting' | 'sent' | 'refused';
      readonly triesLeft: number;
      /** Steady; null: no more today. */
      readonly resendAt: number | null;
    };

/** A password that the visitor chose in this visit, and for what. */
export interface ChosenPassword {
  readonly password: string;
  readonly for: 'password' | 'account';
}

/** All states of a visit. `at` is the id of the screen. */
export type Step =
  | { readonly at: 'attract' }
  | { readonly at: 'menu' }
  | { readonly at: 'help'; readonly from: StepWithHelp }
  | { readonly at: 'security-advice'; readonly from: StepWithHelp }
  | {
      readonly at: 'identify';
      readonly purpose: ScreenOf<'identify'>['purpose'];
      readonly problem: ProblemOf<'identify'>;
      /** Address of a request without an answer; the same address again uses the same attempt. */
      readonly unanswered?: { readonly email: string; readonly attempt: string };
      /** The code that is still valid: the same e-mail address leads to it again. */
      readonly underWay?: Extract<Step, { at: 'account-code' }>;
    }
  | {
      readonly at: 'anti-robot';
      /** What is done with the right answer, and the step from which it was wanted. */
      readonly then:
        | { readonly kind: 'number'; readonly number: string; readonly from: StepAt<'identify'> }
        | { readonly kind: 'email'; readonly email: string; readonly from: StepAt<'identify'> }
        | {
            readonly kind: 'channel';
            readonly channel: Exclude<Channel, 'email'>;
            readonly from: StepAt<'choose-channel'>;
          };
      readonly challenge: Challenge | null;
      readonly problem: ProblemOf<'anti-robot'>;
    }
  | {
      readonly at: 'choose-channel';
      readonly member: NamedMember;
      readonly problem: ProblemOf<'choose-channel'>;
      /** The code that is still valid: `back` leads to it. */
      readonly pending: Extract<Step, { at: 'enter-code' }> | null;
      /** Null: not found out yet; it is before the screen is shown. */
      readonly source: CodeSource | null;
      /** A request to head office without an answer: the same channel again uses the same attempt. */
      readonly unanswered: { readonly attempt: string; readonly channel: SentChannel } | null;
    }
  | {
      readonly at: 'enter-code';
      readonly member: NamedMember;
      readonly channel: SentChannel;
      readonly code: EnteredCode;
      /** Steady moments. */
      readonly sentAt: number;
      readonly expiresAt: number;
      readonly problem: ProblemOf<'enter-code'>;
    }
  | {
      readonly at: 'letter-code';
      readonly member: NamedMember;
      /** The try without an answer; the same code again is the same try. */
      readonly unanswered: { readonly code: string; readonly attempt: string } | null;
      readonly problem: ProblemOf<'letter-code'>;
    }
  | {
      readonly at: 'waiting-ticket';
      /** The step that waits: `back` leads to it. */
      readonly from: StepToKeep;
      /** For who helps; the same as of the step that waits. */
      readonly member: NamedMember;
      readonly attempt: string;
      /** `until`: steady moment. Null: there is none. */
      readonly given: { readonly ticket: string; readonly until: number } | null;
      readonly problem: ProblemOf<'waiting-ticket'>;
    }
  | {
      readonly at: 'take-ticket';
      readonly member: NamedMember;
      /** The try without an answer; the same ticket again is the same try. */
      readonly unanswered: { readonly ticket: string; readonly attempt: string } | null;
      readonly problem: ProblemOf<'take-ticket'>;
    }
  | {
      readonly at: 'define-password';
      readonly proof: Proof;
      readonly challenge: Challenge | null;
      readonly problem: ProblemOf<'define-password'>;
    }
  /** `eventId` null: head office has taken the password already. */
  | {
      readonly at: 'password-done';
      readonly identifier: string;
      /** For the login that follows; nothing else reads it. */
      readonly password: string;
      readonly eventId: string | null;
      readonly isAttested: boolean;
    }
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
      /** The password that was typed twice a moment ago, and what for. It is gone with the step, and after one wrong try. */
      readonly chosen?: ChosenPassword;
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
      /** Whose number is asked for first. */
      readonly situation: Situation;
      /** The try without an answer; the same holder and code again are the same try. */
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
      /** Address on file, masked, which may be taken; null: none. */
      readonly emailOnFile: string | null;
      /** The unanswered submission; the same data again are the same submission. */
      readonly unanswered: ActivateBody | null;
      readonly problem: ProblemOf<'activate-identity'>;
    }
  | {
      readonly at: 'activated-pending';
      readonly attempt: string;
      /** Blind index of the holder in the journal. */
      readonly key: string;
      /** Masked when it is the address on file. */
      readonly email: string;
      /** For the login that follows the code typed here; a link that is opened elsewhere does not use it. */
      readonly password: string;
      /** Latest state from head office. */
      readonly status: PendingStatus;
      /** False when head office could not be reached the last time. */
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
      /**
       * A request for another code without an answer. The next one uses the same attempt; its mail may still come.
       */
      readonly unanswered: { readonly attempt: string; readonly expiresAt: number } | null;
      readonly problem: ProblemOf<'account-code'>;
    }
  | SpaceStep
  | StaffStep
  | {
      readonly at: 'out-of-service';
      readonly reason: ScreenOf<'out-of-service'>['reason'];
      readonly reference: string;
      readonly details: readonly string[];
      /** False: the kiosk tries to serve again after a minute. */
      readonly permanent: boolean;
    };

/** A step that a waiting ticket keeps: it opens nothing without a code, a letter or an adviser. */
export type StepToKeep = Extract<Step, { at: 'choose-channel' | 'enter-code' | 'letter-code' }>;

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

/** Name of a step: id of its screen. */
export type StepName = Step['at'];

/** Type of the step with a given name. */
export type StepAt<Name extends StepName> = Extract<Step, { at: Name }>;
