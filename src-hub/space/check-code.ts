import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const checkCode: SpaceHandler<'check-code'> = async () => {
  throw new Error('not yet');
};
