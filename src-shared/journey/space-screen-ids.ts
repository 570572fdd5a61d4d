import { z } from 'zod';

/** Screens of the member space that can be opened from its home. */
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

/** Schema of {@link SpaceScreenId}. */
export const spaceScreenIdSchema = z.enum(SPACE_SCREEN_IDS);

/** A screen of the member space but its home. */
export type SpaceScreenId = z.infer<typeof spaceScreenIdSchema>;
