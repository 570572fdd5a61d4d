import type { KindOfEvent } from '../kind.ts';

/** TODO */
export const documentRequested: KindOfEvent<'document-requested'> = {
  open: async () => {
    throw new Error('not yet');
  },
};
