import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const journal: SpaceHandler<'journal'> = async () => {
  throw new Error('not yet');
};
