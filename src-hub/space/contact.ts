import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const contact: SpaceHandler<'contact'> = async () => {
  throw new Error('not yet');
};
