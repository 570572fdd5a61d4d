import { z } from 'zod';

/** Screens of the member space that its home can open. */
export const SPACE_SCREEN_IDS = [
  'space-reimbursements',
  'space-guarantees',
  'space-documents',
  'space-address',
  'space-situation',
  'space-question',
  'space-devices',
  'space-delegation',
  'space-app',
] as const;

export const spaceScreenIdSchema = z.enum(SPACE_SCREEN_IDS);

/** A screen of the member space, except its home. */
export type SpaceScreenId = z.infer<typeof spaceScreenIdSchema>;
