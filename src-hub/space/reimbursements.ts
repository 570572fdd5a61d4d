import type { SpaceHandler } from './space-handler.ts';

/** TODO */
export const reimbursements: SpaceHandler<'reimbursements'> = async () => {
  throw new Error('not yet');
};
