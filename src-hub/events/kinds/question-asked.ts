import type { KindOfEvent } from '../kind.ts';

/** TODO */
export const questionAsked: KindOfEvent<'question-asked'> = {
  open: async () => {
    throw new Error('not yet');
  },
};
