import type { HeldGuarantee, Reimbursement } from '../../../src-shared/hub-api/space-data.ts';

/** Which reimbursements are wanted. */
export interface WantedReimbursements {
  /** Counted from 0; one beyond the end stands for the last. */
  readonly page: number;
  /** Rows of a page. */
  readonly size: number;
  /** Year of the care; null: all years. */
  readonly year: number | null;
}

/** One page of a person's reimbursements, with what is shown around it. */
export interface ReimbursementPage {
  /** Newest care first; of one day by id, so that no row moves between two pages. */
  readonly rows: Reimbursement[];
  /** Rows of all pages, of the wanted year if one was wanted. */
  readonly total: number;
  /** The page that this is, from 0. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  /** Years that have any, newest first, whichever was wanted. */
  readonly years: number[];
  /**
   * What the mutual paid by month of the care, in cents, of the wanted year or the latest: euros and status `paid` alone.
   * Null when that year has no reimbursement.
   */
  readonly chart: { readonly year: number; readonly months: number[] } | null;
}

/**
 * Port: where the member space has a member's data from. The hub brings one over its own tables, which import commands
 * fill; another one may ask the back office itself. A person is the text of `subjectOf` (src-shared): a member number, or
 * `nir:` and the keyed hash of a NIR. Nobody's data may be told but that person's. Somebody unknown has nothing.
 *
 * Faults throw: the kiosk then says that head office does not answer, and offers to try again. An implementation that
 * asks another system must give up within 5 seconds.
 */
export interface BackOffice {
  reimbursements(person: string, wanted: WantedReimbursements): Promise<ReimbursementPage>;
  /** The one with the newest care; null when there is none. */
  latestReimbursement(person: string): Promise<Reimbursement | null>;
  /**
   * The whole table of guarantees, in the order of `GUARANTEES`, and what of it the person has.
   * @param today ISO date in France
   */
  guarantees(person: string, today: string): Promise<HeldGuarantee[]>;
}
