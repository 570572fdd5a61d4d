import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const revokeDelegation: SpaceHandler<'revoke-delegation'> = async () => {
  throw new Error('not yet');
};
