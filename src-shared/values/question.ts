/** What a question is about: it finds its desk sooner. */
export const QUESTION_TOPICS = ['reimbursement', 'contract', 'contribution', 'documents', 'other'] as const;

/** What a question is about. */
export type QuestionTopic = (typeof QUESTION_TOPICS)[number];
