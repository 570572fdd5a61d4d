import type { AnswerOutcome } from './answer-request.ts';

/** What staff are told of an answer. */
export const ANSWER_WORDS: Readonly<Record<AnswerOutcome, string>> = {
  answered: 'Answered; the member sees it in the member space, and a mail says so if an address is on file.',
  same: 'The request has this answer already; nothing was done.',
  unknown: 'No request has this receipt; one that waits at a kiosk has not come yet.',
  several:
    'Two requests have this receipt: `requests show` tells their ids; name the one that is meant by its id.',
  rejected: 'It was refused as it came, see requests show; the member makes it again.',
  superseded: 'A later request of the same person has taken its place; nothing was done.',
  'made-by-hub': 'This change was made at once, when the member asked for it; there is nothing to answer.',
  'in-effect': 'This address is in effect already; nothing was done. To change it, import another one.',
  'refused-address': 'This address was refused, and does not come back: the member reports it again.',
};
