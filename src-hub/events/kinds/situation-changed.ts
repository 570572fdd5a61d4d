import type { KindOfEvent } from '../kind.ts';

/** TODO */
export const situationChanged: KindOfEvent<'situation-changed'> = {
  open: async () => {
    throw new Error('not yet');
  },
};
