import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const channels: SpaceHandler<'channels'> = async () => {
  throw new Error('not yet');
};
