import { m } from '../../../../src-shared/messages/compiled/messages.js';
import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { readDay } from '../../../../src-shared/values/day.ts';
import { readText } from '../../../../src-shared/values/text.ts';
import { readDayWithin } from '../../../../src-shared/policy/situation-dates.ts';
import { PartsForm } from '../../../ui/forms/parts-form.svelte.ts';

/** A part of a change of situation. */
export type SituationPart = 'choose' | 'documents' | 'from' | 'until' | 'note' | 'recap';

type Screen = ScreenOf<'space-situation'>;
type Problem = NonNullable<Screen['problem']>;

/** A change that can be reported, with its rules. */
export type ChangeRule = Screen['changes'][number];

const EMPTY = { rule: null as ChangeRule | null, from: '', until: '', note: '' };

/** A change of situation, part by part. Its life is that of the screen. */
export class SituationForm extends PartsForm<SituationPart, Exclude<Problem, { kind: 'field' }>> {
  /** Valid values entered so far. */
  given = $state.raw(EMPTY);

  protected readonly names = {
    documents: m.step_papers,
    from: m.change_from_label,
    until: m.change_until_label,
    note: m.change_note_label,
    recap: m.step_recap,
  };

  get parts(): readonly [SituationPart, ...SituationPart[]] {
    const end = this.given.rule?.until === 'none' ? [] : (['until'] as const);
    return ['choose', 'documents', 'from', ...end, 'note', 'recap'];
  }

  protected get complete(): boolean {
    const { rule, from, until } = this.given;
    return rule !== null && from !== '' && (rule.until !== 'required' || until !== '');
  }

  /** Takes the kind of change. Another kind clears the days. */
  choose(rule: ChangeRule): void {
    if (rule.change !== this.given.rule?.change) this.given = { ...this.given, rule, from: '', until: '' };
    this.goOn();
  }

  /** Takes the first day, or shows what is wrong with it. */
  takeFrom(typed: string): void {
    const { rule, until } = this.given;
    if (rule === null) return;
    const read = readDayWithin(typed, rule);
    if (!read.ok) {
      this.refuse('from', read.reason);
      return;
    }
    const crosses = until !== '' && until < read.value;
    this.given = { ...this.given, from: read.value, until: crosses ? '' : until };
    // A last day that no longer fits is asked for again, so that the visitor sees the change.
    if (crosses) this.show('until');
    else this.goOn();
  }

  /** Takes the last day, or shows what is wrong with it. Empty: no last day. */
  takeUntil(typed: string): void {
    const read = typed === '' ? ({ ok: true, value: '' } as const) : readDay(typed);
    if (!read.ok) this.refuse('until', read.reason);
    else if (read.value !== '' && read.value < this.given.from) this.refuse('until', 'before-begin');
    else {
      this.given = { ...this.given, until: read.value };
      this.goOn();
    }
  }

  /** Takes the note, which may be empty. */
  takeNote(typed: string): void {
    const read = readText(typed);
    if (!read.ok && read.reason === 'too-long') {
      this.refuse('note', read.reason);
      return;
    }
    this.given = { ...this.given, note: read.ok ? read.value : '' };
    this.goOn();
  }

  /** The action that sends the change. */
  action(): Action {
    this.failure = null;
    const { rule, from, until, note } = this.given;
    return { type: 'report-situation', change: rule?.change ?? '', from, until, note };
  }

  /** Shows a problem from main, in the part that it concerns. */
  showProblem(problem: Problem): void {
    if (problem.kind === 'field') {
      this.refuse(problem.field === 'change' ? 'choose' : problem.field, problem.issue);
    } else {
      this.fail(problem);
    }
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.given = EMPTY;
  }
}
