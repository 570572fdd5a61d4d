import type { Language } from '../../src-shared/messages/languages.ts';
import type { RequestBody, RequestEventKind } from '../../src-shared/member-requests/request-kinds.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import type { DocumentKind } from '../../src-shared/values/member-space/document.ts';
import type { QuestionTopic } from '../../src-shared/values/member-space/question.ts';
import type { SituationChange } from '../../src-shared/values/member-space/situation-change.ts';

/** Words for the state of a request when its receipt is printed. */
export const RECEIPT_STATES = {
  kept: m.receipt_state_kept,
  accepted: m.receipt_state_accepted,
  superseded: m.receipt_state_superseded,
  refused: m.receipt_state_refused,
};

/** Name of each document on a receipt. */
const RECEIPT_DOCUMENTS = {
  'member-card': m.receipt_document_member_card,
  'vitale-certificate': m.receipt_document_vitale_certificate,
  'doctor-certificate': m.receipt_document_doctor_certificate,
  'contribution-certificate': m.receipt_document_contribution_certificate,
  'reimbursement-statement': m.receipt_document_reimbursement_statement,
  'guarantee-table': m.receipt_document_guarantee_table,
} satisfies Record<DocumentKind, unknown>;

/** Name of each change of situation on a receipt. */
const RECEIPT_CHANGES = {
  'leave-of-absence': m.receipt_change_leave_of_absence,
  'parental-leave': m.receipt_change_parental_leave,
  retirement: m.receipt_change_retirement,
  marriage: m.receipt_change_marriage,
  separation: m.receipt_change_separation,
  birth: m.receipt_change_birth,
  other: m.receipt_change_other,
} satisfies Record<SituationChange, unknown>;

/** Name of each topic of a question on a receipt. */
const RECEIPT_TOPICS = {
  reimbursement: m.receipt_topic_reimbursement,
  contract: m.receipt_topic_contract,
  contribution: m.receipt_topic_contribution,
  documents: m.receipt_topic_documents,
  other: m.receipt_topic_other,
} satisfies Record<QuestionTopic, unknown>;

interface Locale {
  readonly locale: Language;
}

/** Words for each kind of request on a receipt: what was chosen from a list, never a typed text. */
const RECEIPT_REQUESTS: {
  readonly [Kind in RequestEventKind]: (body: Extract<RequestBody, { kind: Kind }>, locale: Locale) => string;
} = {
  'document-requested': ({ document }, locale) =>
    m.receipt_document({ name: RECEIPT_DOCUMENTS[document]({}, locale) }, locale),
  'address-changed': (_, locale) => m.receipt_address({}, locale),
  'situation-changed': ({ change }, locale) =>
    m.receipt_situation({ name: RECEIPT_CHANGES[change]({}, locale) }, locale),
  'question-asked': ({ topic }, locale) =>
    m.receipt_question({ topic: RECEIPT_TOPICS[topic]({}, locale) }, locale),
};

/** The request in the words of its receipt. */
export function requestWords(body: RequestBody, locale: Locale): string {
  // The table has the function of the body's own kind.
  return (RECEIPT_REQUESTS[body.kind] as (body: RequestBody, locale: Locale) => string)(body, locale);
}
