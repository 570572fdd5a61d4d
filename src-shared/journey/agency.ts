import { z } from 'zod';

/** Schema of {@link Agency}: how to reach an adviser. */
export const agencySchema = z.strictObject({
  name: z.string().min(1).describe('name of the mutual'),
  address: z.string().min(1).describe('postal address on one line'),
  phone: z.string().min(1).describe('telephone number, written as it is to be read'),
  email: z.string().min(1).describe('e-mail address'),
  website: z
    .string()
    .min(1)
    .optional()
    .describe('address of the website with the member space; absent: none is named'),
});

/** The branch where the kiosk stands, as visitors reach it. */
export type Agency = z.infer<typeof agencySchema>;
