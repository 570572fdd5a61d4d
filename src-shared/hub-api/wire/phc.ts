import { z } from 'zod';

/** An argon2id hash in PHC form, as PHP, Node and others store it. */
export const phcSchema = z
  .string()
  .max(200)
  .regex(/^\$argon2id\$v=19\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/u);
