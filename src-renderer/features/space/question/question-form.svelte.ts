import { m } from '../../../../src-shared/messages/compiled/messages.js';
import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { readText } from '../../../../src-shared/values/text.ts';
import type { QuestionTopic } from '../../../../src-shared/values/member-space/question.ts';
import { PartsForm } from '../../../ui/forms/parts-form.svelte.ts';

const PARTS = ['topic', 'text', 'recap'] as const;

/** A part of a question. */
export type QuestionPart = (typeof PARTS)[number];

type Problem = NonNullable<ScreenOf<'space-question'>['problem']>;

const EMPTY = { topic: null as QuestionTopic | null, text: '' };

/** A question, part by part. Its life is that of the screen. */
export class QuestionForm extends PartsForm<QuestionPart, Exclude<Problem, { kind: 'field' }>> {
  /** Valid values entered so far. */
  given = $state.raw(EMPTY);

  readonly parts = PARTS;
  protected readonly names = { text: m.question_label, recap: m.step_recap };

  protected get complete(): boolean {
    return this.given.topic !== null && this.given.text !== '';
  }

  /** Takes the topic of the question. */
  choose(topic: QuestionTopic): void {
    this.given = { ...this.given, topic };
    this.goOn();
  }

  /** Takes the text, or shows what is wrong with it. */
  takeText(typed: string): void {
    const read = readText(typed);
    if (!read.ok) {
      this.refuse('text', read.reason);
      return;
    }
    this.given = { ...this.given, text: read.value };
    this.goOn();
  }

  /** The action that sends the question. */
  action(): Action {
    this.failure = null;
    return { type: 'ask-question', topic: this.given.topic ?? '', text: this.given.text };
  }

  /** Shows a problem from main, in the part that it concerns. */
  showProblem(problem: Problem): void {
    if (problem.kind === 'field') {
      this.refuse(problem.field, problem.issue);
    } else {
      this.fail(problem);
    }
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.given = EMPTY;
  }
}
