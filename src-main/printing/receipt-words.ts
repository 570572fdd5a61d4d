import type { Language } from '../../src-shared/language.ts';
import type { DocumentKind } from '../../src-shared/values/document.ts';
import type { QuestionTopic } from '../../src-shared/values/question.ts';
import type { SituationChange } from '../../src-shared/values/situation-change.ts';

/** The words of a receipt on paper. */
export interface ReceiptWords {
  /** Title of the job in the queue, and head of the paper. */
  readonly title: string;
  readonly number: (receipt: string) => string;
  readonly madeOn: (moment: string) => string;
  readonly document: (name: string) => string;
  readonly address: string;
  readonly situation: (name: string) => string;
  readonly question: (topic: string) => string;
  readonly states: Readonly<Record<'kept' | 'accepted' | 'superseded' | 'refused', string>>;
  readonly keep: string;
  readonly documents: Readonly<Record<DocumentKind, string>>;
  readonly changes: Readonly<Record<SituationChange, string>>;
  readonly topics: Readonly<Record<QuestionTopic, string>>;
}

/** The words by language. They name a request's kind and nothing that was typed. */
export const RECEIPT_WORDS: Readonly<Record<Language, ReceiptWords>> = {
  fr: {
    title: 'Reçu de demande',
    number: (receipt) => `Numéro de reçu\u00a0: ${receipt}`,
    madeOn: (moment) => `Demande faite à la borne le ${moment}`,
    document: (name) => `Demande de document\u00a0: ${name}`,
    address: 'Changement d’adresse postale',
    situation: (name) => `Changement de situation\u00a0: ${name}`,
    question: (topic) => `Question\u00a0: ${topic}`,
    states: {
      kept: 'Au moment de l’impression, la demande est gardée à la borne. Elle partira au siège dès que la liaison sera rétablie.',
      accepted: 'Au moment de l’impression, la demande est parvenue au siège.',
      superseded: 'Une demande plus récente a remplacé celle-ci.',
      refused: 'Le siège n’a pas pu prendre cette demande. Adressez-vous à votre agence.',
    },
    keep: 'Gardez ce numéro\u00a0: il permet à un conseiller de retrouver votre demande.',
    documents: {
      'member-card': 'carte de tiers-payant',
      'vitale-certificate': 'attestation vitale',
      'doctor-certificate': 'attestation médecin traitant',
      'contribution-certificate': 'attestation de cotisation',
      'reimbursement-statement': 'relevé de remboursements',
      'guarantee-table': 'tableau des garanties',
    },
    changes: {
      'leave-of-absence': 'disponibilité',
      'parental-leave': 'congé parental',
      retirement: 'retraite',
      marriage: 'mariage ou pacs',
      separation: 'séparation',
      birth: 'naissance ou adoption',
      other: 'autre changement',
    },
    topics: {
      reimbursement: 'remboursement',
      contract: 'contrat et garanties',
      contribution: 'cotisation',
      documents: 'documents',
      other: 'autre sujet',
    },
  },
  en: {
    title: 'Receipt of a request',
    number: (receipt) => `Receipt number: ${receipt}`,
    madeOn: (moment) => `Request made at the kiosk on ${moment}`,
    document: (name) => `Document asked for: ${name}`,
    address: 'Change of postal address',
    situation: (name) => `Change of situation: ${name}`,
    question: (topic) => `Question: ${topic}`,
    states: {
      kept: 'When this was printed, the request was kept at the kiosk. It goes to head office as soon as the line is back.',
      accepted: 'When this was printed, the request had reached head office.',
      superseded: 'A more recent request has taken the place of this one.',
      refused: 'Head office could not take this request. Please ask your branch.',
    },
    keep: 'Keep this number: an adviser can find your request by it.',
    documents: {
      'member-card': 'member card',
      'vitale-certificate': 'certificate of rights (attestation vitale)',
      'doctor-certificate': 'certificate of your doctor (médecin traitant)',
      'contribution-certificate': 'certificate of contributions',
      'reimbursement-statement': 'statement of reimbursements',
      'guarantee-table': 'table of guarantees',
    },
    changes: {
      'leave-of-absence': 'leave of absence',
      'parental-leave': 'parental leave',
      retirement: 'retirement',
      marriage: 'marriage or civil union',
      separation: 'separation',
      birth: 'birth or adoption',
      other: 'another change',
    },
    topics: {
      reimbursement: 'reimbursement',
      contract: 'contract and guarantees',
      contribution: 'contributions',
      documents: 'documents',
      other: 'another subject',
    },
  },
};
