import type { DocumentKind } from '../../../../../src-shared/values/member-space/document.ts';
import type { QuestionTopic } from '../../../../../src-shared/values/member-space/question.ts';
import type {
  SituationChange,
  SupportingDocument,
} from '../../../../../src-shared/values/member-space/situation-change.ts';
import type { RequestKind } from '../../../../../src-shared/member-requests/request-kinds.ts';
import { countryName, isCountry } from '../../../../../src-shared/values/contact/country.ts';
import { m } from '../../../../../src-shared/messages/compiled/messages.js';

type Words = () => string;

/** Name and purpose of each document. */
export const DOCUMENT_WORDS: Readonly<Record<DocumentKind, { readonly title: Words; readonly text: Words }>> =
  {
    'member-card': { title: m.document_member_card, text: m.document_member_card_text },
    'vitale-certificate': { title: m.document_vitale_certificate, text: m.document_vitale_certificate_text },
    'doctor-certificate': { title: m.document_doctor_certificate, text: m.document_doctor_certificate_text },
    'contribution-certificate': {
      title: m.document_contribution_certificate,
      text: m.document_contribution_certificate_text,
    },
    'reimbursement-statement': {
      title: m.document_reimbursement_statement,
      text: m.document_reimbursement_statement_text,
    },
    'guarantee-table': { title: m.document_guarantee_table, text: m.document_guarantee_table_text },
  };

/** Name of each change of situation. */
export const CHANGE_WORDS: Readonly<Record<SituationChange, Words>> = {
  'leave-of-absence': m.change_leave_of_absence,
  'parental-leave': m.change_parental_leave,
  retirement: m.change_retirement,
  marriage: m.change_marriage,
  separation: m.change_separation,
  birth: m.change_birth,
  other: m.change_other,
};

/** Name of each supporting paper. */
export const PAPER_WORDS: Readonly<Record<SupportingDocument, Words>> = {
  'leave-order': m.paper_leave_order,
  'employer-letter': m.paper_employer_letter,
  'pension-title': m.paper_pension_title,
  'marriage-certificate': m.paper_marriage_certificate,
  'separation-ruling': m.paper_separation_ruling,
  'birth-certificate': m.paper_birth_certificate,
  'bank-details': m.paper_bank_details,
};

/** Name of each topic of a question. */
export const TOPIC_WORDS: Readonly<Record<QuestionTopic, Words>> = {
  reimbursement: m.question_reimbursement,
  contract: m.question_contract,
  contribution: m.question_contribution,
  documents: m.question_documents,
  other: m.question_other,
};

/** Name of a former request of each kind. A topic that this kiosk does not know is shown as it is. */
const TOPIC_TEXTS: Readonly<Record<RequestKind, (topic: string) => string>> = {
  document: (topic) => known(DOCUMENT_WORDS, topic)?.title() ?? topic,
  address: (topic) =>
    m.address_topic({ town: isCountry(topic) ? countryName(topic, m.intl_locale()) : topic }),
  situation: (topic) => known(CHANGE_WORDS, topic)?.() ?? topic,
  question: (topic) => known(TOPIC_WORDS, topic)?.() ?? topic,
  contact: (topic) => (topic === 'email' ? m.contact_topic_email() : m.contact_topic_phone()),
};

/** Name of a former request. */
export function requestTopic(topic: string, kind: RequestKind): string {
  return TOPIC_TEXTS[kind](topic);
}

function known<Value>(words: Readonly<Record<string, Value>>, topic: string): Value | undefined {
  return Object.hasOwn(words, topic) ? words[topic] : undefined;
}
