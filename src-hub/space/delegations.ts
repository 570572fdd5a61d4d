import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const delegations: SpaceHandler<'delegations'> = async () => {
  throw new Error('not yet');
};
