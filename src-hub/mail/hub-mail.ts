import { z } from 'zod';
import { languageSchema } from '../../src-shared/language.ts';
import { emailSchema } from '../../src-shared/sync/accounts.ts';
import { REQUEST_KINDS } from '../../src-shared/sync/space-data.ts';

const moment = z.number().int();
/** Which request of the member space a mail is about: never what it says. */
const request = { what: z.enum(REQUEST_KINDS), receipt: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/u) };

/** Fields of every mail. */
const addressed = z.strictObject({ to: emailSchema, language: languageSchema });

/** Schema of {@link HubMail}: it is read back from the database, where an older version may have written it. */
export const hubMailSchema = z.discriminatedUnion('kind', [
  /** The letter with the provisional password has been handed to the post. `lastDay`: of the provisional password. */
  addressed.extend({ kind: z.literal('letter-posted'), lastDay: moment }),
  /** The provisional password ends soon and was not used. */
  addressed.extend({ kind: z.literal('letter-reminder'), lastDay: moment }),
  /** Link and code that confirm an account. `until`: of the link; `codeMinutes`: life of the code when it was made. */
  addressed.extend({
    kind: z.literal('confirm-account'),
    url: z.url(),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
    until: moment,
  }),
  /** An account is confirmed: a notice to its address. */
  addressed.extend({ kind: z.literal('account-confirmed'), at: moment }),
  /** To the former address: the account has another one from now on. */
  addressed.extend({ kind: z.literal('account-replaced'), at: moment }),
  /** To the address of an account for which somebody asked a new provisional password. */
  addressed.extend({ kind: z.literal('account-asked-again'), at: moment }),
  /** Somebody asked which address they log in with: this one. */
  addressed.extend({ kind: z.literal('identifier-reminder') }),
  /** A code to set a new password at the kiosk. */
  addressed.extend({
    kind: z.literal('recovery-code'),
    code: z.string().regex(/^[0-9]{6}$/u),
    codeMinutes: z.number().int().min(1),
  }),
  /** A password was set for the account. */
  addressed.extend({ kind: z.literal('password-set'), at: moment }),
  /** A request of the member space has arrived. `byHelper`: somebody whom the member has let reach the account sent it. */
  addressed.extend({
    kind: z.literal('request-received'),
    ...request,
    at: moment,
    byHelper: z.boolean(),
  }),
  /** Staff answered a request of the member space: only its state, the words stand in the space. */
  addressed.extend({
    kind: z.literal('request-answered'),
    ...request,
    state: z.enum(['in-progress', 'done', 'refused']),
  }),
]);

/** A mail of the hub, and whom it goes to; moments are milliseconds since 1970 UTC. */
export type HubMail = z.infer<typeof hubMailSchema>;
