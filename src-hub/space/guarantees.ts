import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const guarantees: SpaceHandler<'guarantees'> = async () => {
  throw new Error('not yet');
};
