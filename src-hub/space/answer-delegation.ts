import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const answerDelegation: SpaceHandler<'answer-delegation'> = async () => {
  throw new Error('not yet');
};
