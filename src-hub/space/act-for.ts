import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const actFor: SpaceHandler<'act-for'> = async () => {
  throw new Error('not yet');
};
