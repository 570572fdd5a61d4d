import type { KindOfEvent } from '../kind.ts';

/** Not carried out yet: this file is being written. */
export const identifierRequested: KindOfEvent<'identifier-requested'> = {
  open: () => Promise.reject(new Error('identifier-requested is not carried out yet')),
};
