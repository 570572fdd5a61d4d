import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const sendCode: SpaceHandler<'send-code'> = async () => {
  throw new Error('not yet');
};
