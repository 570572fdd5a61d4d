import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const device: SpaceHandler<'device'> = async () => {
  throw new Error('not yet');
};
