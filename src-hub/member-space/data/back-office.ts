import type { HeldGuarantee, Reimbursement } from '../../../src-shared/hub-api/space-data.ts';

export interface WantedReimbursements {
  /** Counted from 0. A page beyond the end gives the last page. */
  readonly page: number;
  /** Rows per page. */
  readonly size: number;
  /** Year of care; null: all years. */
  readonly year: number | null;
}

/** One page of a person's reimbursements. */
export interface ReimbursementPage {
  /** Newest care first; at equal days sorted by id, so that no row moves between two pages. */
  readonly rows: Reimbursement[];
  /** Rows of all pages of the wanted year, or of all years. */
  readonly total: number;
  /** Number of this page, from 0. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  /** Years that have reimbursements, newest first, whatever year was wanted. */
  readonly years: number[];
  /**
   * What the mutual paid per month of care, in cents, of the wanted year or the latest. Counts only euros and status
   * `paid`. Null when that year has no reimbursement.
   */
  readonly chart: { readonly year: number; readonly months: number[] } | null;
}

/**
 * Port: the source of members' data for the member space. The hub has an implementation over its own tables, which
 * import commands fill; another could ask the back office itself. `person` is a subject of `subjectOf` (src-shared): a
 * member number, or `nir:` and the keyed hash of a NIR. Answers contain only data of that person; an unknown person has
 * none.
 *
 * Errors throw: the kiosk then says that head office does not answer, and offers to try again. An implementation that
 * asks another system must give up within 5 seconds.
 */
export interface BackOffice {
  reimbursements(person: string, wanted: WantedReimbursements): Promise<ReimbursementPage>;
  /** The one with the newest care; null: none. */
  latestReimbursement(person: string): Promise<Reimbursement | null>;
  /**
   * All guarantees in the order of `GUARANTEES`, and whether the person has them.
   * @param today ISO date in France
   */
  guarantees(person: string, today: string): Promise<HeldGuarantee[]>;
}
