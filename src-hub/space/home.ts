import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const home: SpaceHandler<'home'> = async () => {
  throw new Error('not yet');
};
