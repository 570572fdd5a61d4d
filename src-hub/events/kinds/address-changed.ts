import type { KindOfEvent } from '../kind.ts';

/** TODO */
export const addressChanged: KindOfEvent<'address-changed'> = {
  open: async () => {
    throw new Error('not yet');
  },
};
