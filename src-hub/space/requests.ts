import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const requests: SpaceHandler<'requests'> = async () => {
  throw new Error('not yet');
};
