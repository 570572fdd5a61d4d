import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const devices: SpaceHandler<'devices'> = async () => {
  throw new Error('not yet');
};
