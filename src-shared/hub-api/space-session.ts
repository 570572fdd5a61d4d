import { z } from 'zod';

/** Header with the token of the member space's session, which a login opened. */
export const SESSION_HEADER = 'x-borne-session';

/** Schema of a session's token: 32 random bytes. */
export const sessionTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/u);
