import { z } from 'zod';
import { REQUEST_SCREEN_IDS } from '../member-requests/request-kinds.ts';

/** Screens of the member space that its home can open: by a tile, the requests by their news. */
export const SPACE_SCREEN_IDS = [
  'space-reimbursements',
  'space-guarantees',
  ...REQUEST_SCREEN_IDS,
  'space-requests',
  'space-devices',
  'space-delegation',
  'space-app',
] as const;

export const spaceScreenIdSchema = z.enum(SPACE_SCREEN_IDS);

/** A screen of the member space, except its home. */
export type SpaceScreenId = z.infer<typeof spaceScreenIdSchema>;
