import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const offerDelegation: SpaceHandler<'offer-delegation'> = async () => {
  throw new Error('not yet');
};
