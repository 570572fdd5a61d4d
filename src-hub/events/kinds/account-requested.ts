import type { KindOfEvent } from '../kind.ts';

/** Not carried out yet: this file is being written. */
export const accountRequested: KindOfEvent<'account-requested'> = {
  open: () => Promise.reject(new Error('account-requested is not carried out yet')),
};
