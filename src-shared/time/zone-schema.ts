import { z } from 'zod';
import { DEFAULT_ZONE, isZone } from './zone.ts';

/** Schema of the agency's zone in a configuration. */
export const zoneSchema = z
  .string()
  .refine(isZone, 'expected the IANA name of a time zone, such as Europe/Paris')
  .default(DEFAULT_ZONE);
