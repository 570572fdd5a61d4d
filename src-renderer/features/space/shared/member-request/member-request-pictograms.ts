import type { DelegationScope } from '../../../../../src-shared/values/member-space/delegation.ts';
import type { DocumentKind } from '../../../../../src-shared/values/member-space/document.ts';
import type { QuestionTopic } from '../../../../../src-shared/values/member-space/question.ts';
import type { SituationChange } from '../../../../../src-shared/values/member-space/situation-change.ts';

const SHEET = 'M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5';
const COIN =
  'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM15.5 8.6a4 4 0 0 0-6.3 3.4 4 4 0 0 0 6.3 3.4M7.4 10.9h5.4M7.4 13.3h4.8';
const BUBBLE = 'M4 5h16v11.5h-8.3L7.5 20v-3.5H4Z';

/** Stroke paths of the pictograms of documents, on a grid of 24 × 24. Only the member space loads this file. */
export const DOCUMENT_PICTOGRAMS: Readonly<Record<DocumentKind, string>> = {
  'member-card': 'M3.5 6h17v12h-17zM3.5 10h17M6.5 14.5h5',
  'vitale-certificate': `${SHEET}M12.2 10.5v6M9.2 13.5h6`,
  'doctor-certificate':
    'M7 3.5v4a3.5 3.5 0 0 0 7 0v-4M10.5 11v3.5a4.2 4.2 0 0 0 8.4 0V13M18.9 13a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
  'contribution-certificate': `${SHEET}M14.2 11.4a2.8 2.8 0 1 0 0 4.6M8.8 12.9h3.6M8.8 14.6h3.2`,
  'reimbursement-statement': COIN,
  'guarantee-table': 'M4 5h16v14H4ZM4 9.5h16M4 14.2h16M10 9.5V19',
};

/** Pictograms of changes of situation. */
export const CHANGE_PICTOGRAMS: Readonly<Record<SituationChange, string>> = {
  'leave-of-absence': 'M3.5 8.5h17V19h-17ZM9 8.5V5.5h6v3M10.3 11.5v4.8M13.7 11.5v4.8',
  'parental-leave':
    'M8.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3.5 20.5v-4a5 5 0 0 1 8.6-3.4M16.5 14.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM12.7 20.5c.2-2.4 1.8-3.8 3.8-3.8s3.6 1.4 3.8 3.8',
  retirement:
    'M12 8.2a3.8 3.8 0 0 1 0 7.6 3.8 3.8 0 0 1 0-7.6ZM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4',
  marriage:
    'M8.8 19.5a5.3 5.3 0 1 0 0-10.6 5.3 5.3 0 0 0 0 10.6ZM15.2 19.5a5.3 5.3 0 1 0 0-10.6 5.3 5.3 0 0 0 0 10.6ZM10.4 4.5h3.2L12 6.6Z',
  // Two persons, with a line between them.
  separation:
    'M6.3 10.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM2.5 19c.2-3.4 1.6-5.6 3.8-5.6s3.6 2.2 3.8 5.6M17.7 10.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM13.9 19c.2-3.4 1.6-5.6 3.8-5.6s3.6 2.2 3.8 5.6M12 3v2.6M12 8.4V11M12 13.8v2.6M12 19.2v1.8',
  // The face of a baby, with a lock of hair.
  birth:
    'M12 20a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM4.7 11.2a1.7 1.7 0 0 0 0 3.4M19.3 11.2a1.7 1.7 0 0 1 0 3.4M12 5c-.6-1.6.6-3 2.2-2.4M9.3 11.3v.2M14.7 11.3v.2M9.2 15c.8 1 1.7 1.5 2.8 1.5s2-.5 2.8-1.5',
  other: 'M4.5 5.5h15v15h-15zM4.5 9.8h15M8.3 3.5v4M15.7 3.5v4M8.6 15.3h6.8M12.9 12.8l2.5 2.5-2.5 2.5',
};

/** Pictograms of the topics of a question. */
export const TOPIC_PICTOGRAMS: Readonly<Record<QuestionTopic, string>> = {
  reimbursement: COIN,
  contract: 'M12 3.2 5 6v5.2c0 4.5 2.9 7.9 7 9.6 4.1-1.7 7-5.1 7-9.6V6l-7-2.8ZM12 8.2v7M8.5 11.7h7',
  contribution: DOCUMENT_PICTOGRAMS['contribution-certificate'],
  documents: `${SHEET}M9 12h6.5M9 15.5h6.5`,
  other: `${BUBBLE}M8.5 10.8h.1M12 10.8h.1M15.5 10.8h.1`,
};

/** Pictograms of the kinds of addresses. */
export const CONTACT_PICTOGRAMS = {
  post: 'M3.5 11.5 12 4l8.5 7.5M5.8 9.8V20h12.4V9.8M10 20v-5.5h4V20',
  email: 'M4 6.5h16v11H4zM4.4 7l7.6 6 7.6-6',
  sms: 'M8 3.5h8A1.2 1.2 0 0 1 17.2 4.7v14.6a1.2 1.2 0 0 1-1.2 1.2H8a1.2 1.2 0 0 1-1.2-1.2V4.7A1.2 1.2 0 0 1 8 3.5ZM11 17.6h2',
} as const;

/** Pictogram of former requests, and of lengths of time. */
export const HISTORY_PICTOGRAM = 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2';

/** Pictograms of a helper's scopes. */
export const SCOPE_PICTOGRAMS: Readonly<Record<DelegationScope, string>> = {
  see: 'M2.8 12C5 8 8.2 6 12 6s7 2 9.2 6c-2.2 4-5.4 6-9.2 6s-7-2-9.2-6ZM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z',
  ask: `${BUBBLE}M8 9h8M8 12.3h5`,
  all: 'M8 3.5h8A1.2 1.2 0 0 1 17.2 4.7v14.6a1.2 1.2 0 0 1-1.2 1.2H8a1.2 1.2 0 0 1-1.2-1.2V4.7A1.2 1.2 0 0 1 8 3.5ZM9.5 11.2l1.9 1.9 3.2-3.6',
};
