import type { ContactChannel } from '../../../../src-shared/values/contact/channel.ts';
import { readEmail, sameEmail } from '../../../../src-shared/values/contact/email.ts';
import type { Action } from '../../../../src-shared/journey/action.ts';
import type { FieldIssue } from '../../../../src-shared/journey/screen-parts.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { readMobile, samePhone } from '../../../../src-shared/values/contact/phone.ts';

type Problem = NonNullable<ScreenOf<'space-address'>['problem']>;

/** A new e-mail address or mobile number, typed twice. Its life is that of the screen. */
export class ContactForm {
  /** What is changed; null: nothing. */
  channel = $state.raw<ContactChannel | null>(null);
  /** The first value, valid. */
  value = $state('');
  /** True while it is typed a second time. */
  again = $state(false);
  /** What is wrong with the present value; null: nothing. */
  issue = $state.raw<FieldIssue | null>(null);
  /** Why main did not take a valid value; null: no failure. */
  failure = $state.raw<Exclude<Problem, { kind: 'field' }> | null>(null);

  /** Starts to change one of the two. */
  choose(channel: ContactChannel): void {
    this.wipe();
    this.channel = channel;
  }

  /** Goes one step back; null while nothing is changed. */
  get back(): (() => void) | null {
    if (this.channel === null) return null;
    // An e-mail address stands twice on one screen.
    return this.again && this.channel !== 'email' ? () => this.#first() : () => this.wipe();
  }

  /** Takes the first value, or shows what is wrong with it. */
  take(typed: string): void {
    const read = this.channel === 'email' ? readEmail(typed) : readMobile(typed, 'any');
    this.issue = read.ok ? null : read.reason;
    if (!read.ok) return;
    this.value = typed;
    this.again = true;
    this.failure = null;
  }

  /** Whether a text is the same address or number as the first. */
  isSame(typed: string): boolean {
    if (this.channel === 'email') return sameEmail(typed, this.value);
    return samePhone(typed, this.value);
  }

  /** The action that asks for the change. */
  action(valueAgain: string): Action {
    this.failure = null;
    this.issue = null;
    return { type: 'change-contact', channel: this.channel ?? 'email', value: this.value, valueAgain };
  }

  /** Shows a problem from main, in the part that it concerns. */
  showProblem(problem: Problem): void {
    if (problem.kind !== 'field') {
      this.failure = problem;
      return;
    }
    if (!problem.field.endsWith('-again')) this.#first();
    this.issue = problem.issue;
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.channel = null;
    this.value = '';
    this.#first();
    this.failure = null;
  }

  #first(): void {
    this.again = false;
    this.issue = null;
  }
}
