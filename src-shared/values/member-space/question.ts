/** Topics of a question: they lead it to the right department. */
export const QUESTION_TOPICS = ['reimbursement', 'contract', 'contribution', 'documents', 'other'] as const;

export type QuestionTopic = (typeof QUESTION_TOPICS)[number];
