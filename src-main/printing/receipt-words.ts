import { m } from '../../src-shared/messages/compiled/messages.js';
import type { DocumentKind } from '../../src-shared/values/document.ts';
import type { QuestionTopic } from '../../src-shared/values/question.ts';
import type { SituationChange } from '../../src-shared/values/situation-change.ts';

/** Words for the state of a request when its receipt is printed. */
export const RECEIPT_STATES = {
  kept: m.receipt_state_kept,
  accepted: m.receipt_state_accepted,
  superseded: m.receipt_state_superseded,
  refused: m.receipt_state_refused,
};

/** Name of each document on a receipt. */
export const RECEIPT_DOCUMENTS = {
  'member-card': m.receipt_document_member_card,
  'vitale-certificate': m.receipt_document_vitale_certificate,
  'doctor-certificate': m.receipt_document_doctor_certificate,
  'contribution-certificate': m.receipt_document_contribution_certificate,
  'reimbursement-statement': m.receipt_document_reimbursement_statement,
  'guarantee-table': m.receipt_document_guarantee_table,
} satisfies Record<DocumentKind, unknown>;

/** Name of each change of situation on a receipt. */
export const RECEIPT_CHANGES = {
  'leave-of-absence': m.receipt_change_leave_of_absence,
  'parental-leave': m.receipt_change_parental_leave,
  retirement: m.receipt_change_retirement,
  marriage: m.receipt_change_marriage,
  separation: m.receipt_change_separation,
  birth: m.receipt_change_birth,
  other: m.receipt_change_other,
} satisfies Record<SituationChange, unknown>;

/** Name of each topic of a question on a receipt. */
export const RECEIPT_TOPICS = {
  reimbursement: m.receipt_topic_reimbursement,
  contract: m.receipt_topic_contract,
  contribution: m.receipt_topic_contribution,
  documents: m.receipt_topic_documents,
  other: m.receipt_topic_other,
} satisfies Record<QuestionTopic, unknown>;
