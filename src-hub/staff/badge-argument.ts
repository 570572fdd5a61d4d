import { badgeSchema } from '../../src-shared/values/staff.ts';
import { argument, readBy } from '../cli/parameters.ts';

/** The badge that a command concerns. */
export const badgeArgument = argument(
  'BADGE',
  'number of the badge, 4 to 12 digits',
  readBy((text) => badgeSchema.safeParse(text).data ?? null, 'is no badge number, 4 to 12 digits'),
);
