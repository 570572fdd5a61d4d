import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const findHelper: SpaceHandler<'find-helper'> = async () => {
  throw new Error('not yet');
};
