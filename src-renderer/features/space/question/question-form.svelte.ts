import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { parseFreeText } from '../../../../src-shared/values/text.ts';
import type { QuestionTopic } from '../../../../src-shared/values/question.ts';
import { PartsForm } from '../../../ui/forms/parts-form.svelte.ts';

const PARTS = ['topic', 'text', 'recap'] as const;

/** A part of a question. */
export type QuestionPart = (typeof PARTS)[number];

type Problem = NonNullable<ScreenOf<'space-question'>['problem']>;

const EMPTY = { topic: null as QuestionTopic | null, text: '' };

/** A question, part by part. Lives and dies with its screen. */
export class QuestionForm extends PartsForm<QuestionPart, Exclude<Problem, { kind: 'field' }>> {
  /** What was given and is well formed. */
  given = $state.raw(EMPTY);

  readonly parts = PARTS;

  protected get complete(): boolean {
    return this.given.topic !== null && this.given.text !== '';
  }

  /** Takes what the question is about. */
  choose(topic: QuestionTopic): void {
    this.given = { ...this.given, topic };
    this.goOn();
  }

  /** Takes the question, or says what is wrong with it. */
  takeText(typed: string): void {
    const read = parseFreeText(typed);
    if (!read.ok) {
      this.refuse('text', read.problem);
      return;
    }
    this.given = { ...this.given, text: read.text };
    this.goOn();
  }

  /** The action that sends the whole. */
  action(): Action {
    this.failure = null;
    return { type: 'ask-question', topic: this.given.topic ?? '', text: this.given.text };
  }

  /** Shows the part that main found a problem in, and the problem. */
  showProblem(problem: Problem): void {
    if (problem.kind === 'field') {
      this.refuse(problem.field, problem.issue);
    } else {
      this.fail(problem);
    }
  }

  /** Forgets all that was given. */
  wipe(): void {
    this.given = EMPTY;
  }
}
