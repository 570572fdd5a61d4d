import { HASH_COSTS } from '../../../src-shared/policy/passwords/password-hashes.ts';
import { phoneSchema, SMS_COUNTRIES, smsCountriesSchema } from '../../../src-shared/values/contact/phone.ts';
import { z } from 'zod';
import { ATTESTED_PER_DAY, SMS_DAY_CEILING, SMS_PRICE } from '../../../src-shared/policy/hub-quotas.ts';
import {
  CALLS_PER_MINUTE,
  FEED_CALLS_PER_MINUTE,
  MOST_ABSENT_PERCENT,
  MOST_AMOUNT,
  MOST_CLOSED,
} from '../../../src-shared/policy/quotas.ts';
import { SETTLED_REQUEST_DAYS } from '../../../src-shared/policy/retention.ts';
import { zoneSchema } from '../../../src-shared/time/zone-schema.ts';
import {
  ACCEPTED_STATUS,
  smsHeadersSchema,
  smsSenderSchema,
  smsTemplateSchema,
  smsUrlSchema,
} from '../../../src-shared/sms/sms-gateway.ts';
import { CORRECTIONS_TOLD } from '../../../src-shared/policy/staff/staff.ts';
import { schemaWords } from '../../../src-shared/schema-words.ts';
import { isLoopback } from '../../../src-shared/values/contact/host.ts';
import { HubSecret } from '../hub-secret.ts';
import { isEasy, isReachedSafely, isWords } from '../safe-values.ts';
import { problemOf, problemsOfNames, type Problem } from './setting-problems.ts';
import {
  addressLines,
  bearerToken,
  email,
  flag,
  host,
  isBareAddress,
  jsonText,
  shownPhone,
  visibleText,
  wholeNumber,
  workHours,
} from './setting-values.ts';

/** A setting that only some commands cannot do without. All need the database. */
export type SettingNeed = 'secret' | 'public-url' | 'listening';

/** Schema of {@link HubSettings}: environment variables, described for docs/hub.md. */
export const hubSettingsSchema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).optional(),
  HUB_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/u })
    .optional()
    .describe('PostgreSQL 15 or newer; without it PGlite in a folder, for demonstrations and tests only'),
  HUB_DATABASE_CONNECTIONS: wholeNumber(2, 200, 10).describe('most connections of one hub to PostgreSQL'),
  HUB_DATABASE_ON_THIS_MACHINE: flag
    .default(false)
    .describe(
      'true: the name of the database leads to this machine, as in a network of containers; production then asks for no TLS',
    ),
  HUB_PGLITE_FOLDER: z.string().min(1).default('.hub').describe('folder of PGlite'),
  HUB_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'at least 32 random characters, the same for all hubs: keys of codes and identifiers; needed with PostgreSQL, made by itself for a demonstration',
    ),
  HUB_SECRET_NEXT: z
    .string()
    .min(32)
    .optional()
    .describe(
      'while a rotation lasts: the other secret, the same for all hubs; which of both is in use `keys list` tells',
    ),
  HUB_HOST: host.default('127.0.0.1').describe('address to listen on'),
  HUB_PORT: wholeNumber(0, 65_535, 8443).describe('port to listen on; 0 takes a free one'),
  HUB_TLS_CERT: z.string().min(1).optional().describe('PEM file of the certificate and its chain'),
  HUB_TLS_KEY: z.string().min(1).optional().describe('PEM file of the private key'),
  HUB_BEHIND_PROXY: flag
    .default(false)
    .describe('true: a balancer on the same machine or network ends TLS and says who calls'),
  HUB_PUBLIC_URL: z
    .url({ protocol: /^https?$/u })
    .refine(isBareAddress, 'expected an address without user, question mark and #')
    .transform((url) => url.replace(/\/+$/u, ''))
    .default('http://127.0.0.1:8443')
    .describe('address under which members reach the pages of this hub, as it stands in links of mails'),
  HUB_API_DOCS: flag
    .default(false)
    .describe('true: describes the API at /docs, to everybody who reaches the hub'),
  HUB_METRICS_TOKEN: bearerToken
    .optional()
    .describe('bearer token of /metrics; without it only loopback may read it'),
  HUB_LOG_LEVEL: z.enum(['error', 'warn', 'info']).default('info').describe('least level that is logged'),
  HUB_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000, CALLS_PER_MINUTE).describe(
    'requests a minute that one kiosk may make, those for changes of members not counted',
  ),
  HUB_FEED_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000, FEED_CALLS_PER_MINUTE).describe(
    'requests for changes of members a minute that one kiosk may make',
  ),
  HUB_RELEASES: z
    .string()
    .min(1)
    .optional()
    .describe(
      'folder of the releases that kiosks may fetch, which `releases add` fills: shared by all hubs, or one for each',
    ),
  HUB_RELEASE_KEYS: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file of the public keys of releases, one or several; needed by `releases add`'),
  HUB_SETTLED_REQUESTS_DAYS: wholeNumber(30, 36_500, SETTLED_REQUEST_DAYS).describe(
    'days for which a request of the member space is kept once it is settled',
  ),
  HUB_IMPORT_MOST_PERCENT: wholeNumber(0, 100, MOST_ABSENT_PERCENT).describe(
    'most of what is there, in hundredths, that an import with --full may remove without --force',
  ),
  HUB_IMPORT_MOST_CLOSED: wholeNumber(0, 999_999_999, MOST_CLOSED).describe(
    'most people whom an import with --full may close without --force, however many there are',
  ),
  HUB_IMPORT_MOST_AMOUNT: wholeNumber(1, 999_999_999, MOST_AMOUNT).describe(
    'largest amount of a reimbursement that an import takes, in whole units of its currency',
  ),
  HUB_TIME_ZONE: zoneSchema.describe(
    'IANA name of the time zone that days and times are told in, on paper, in mails and on pages',
  ),
  HUB_LETTERHEAD_NAME: visibleText.default('MCRN').describe('sender of letters: name'),
  HUB_LETTERHEAD_ADDRESS: addressLines
    .default('4 place des Jacobins|44000 Nantes')
    .describe('sender of letters: lines of the address, parted by |'),
  HUB_LETTERHEAD_PHONE: shownPhone.default('02 40 89 22 91').describe('sender of letters: telephone'),
  HUB_LETTERHEAD_EMAIL: email
    .prefault('infos@mcrn.fr')
    .describe('sender of letters: e-mail; answers to mails go there'),
  HUB_SMS_COUNTRIES: z
    .string()
    .transform((list) => list.split(/[\s,]+/u))
    .pipe(smsCountriesSchema)
    .default([...SMS_COUNTRIES])
    .describe(
      'countries to which text messages may go, two letters each, parted by commas; the same as `sms.countries` of kiosks that may send codes without the line (the log says `sms-countries-differ` of a kiosk that has others)',
    ),
  HUB_SMS_URL: smsUrlSchema
    .optional()
    .describe(
      'address of the SMS gateway: https, or http on loopback; without it no text message is sent or offered',
    ),
  HUB_SMS_HEADERS: jsonText(smsHeadersSchema)
    .prefault('{}')
    .describe('HTTP headers sent with each text message, such as `Authorization`, as a JSON object'),
  HUB_SMS_TEMPLATE: jsonText(smsTemplateSchema)
    .optional()
    .describe(
      'JSON body of the request to the gateway; {{to}}, {{text}} and {{reference}} are filled in within any string; needed with HUB_SMS_URL',
    ),
  HUB_SMS_ACCEPTED_STATUS: jsonText(z.array(z.number().int().min(200).max(299)).min(1))
    .optional()
    .describe(
      `HTTP statuses by which the gateway says that it has taken the message, as a JSON list; [${ACCEPTED_STATUS.join(', ')}] by default`,
    ),
  HUB_SMS_TIMEOUT: wholeNumber(1, 60, 10).describe('longest wait for the answer of the gateway, in seconds'),
  HUB_SMS_SENDER: smsSenderSchema
    .default('MCRN')
    .describe('sender that the phone shows; said on the screen that waits for the code'),
  HUB_SMS_PRICE: wholeNumber(0, 1_000_000, SMS_PRICE).describe(
    'price of one text message, in hundredths of a euro cent: what HUB_SMS_DAY_CEILING is measured by',
  ),
  HUB_SMS_DAY_CEILING: wholeNumber(0, 999_999_999, SMS_DAY_CEILING).describe(
    'most money that text messages may cost in one day, in hundredths of a euro cent; beyond it no code goes by text message, and staff is told',
  ),
  HUB_KIOSK_PASSWORDS_PER_DAY: wholeNumber(0, 1_000_000, ATTESTED_PER_DAY).describe(
    'passwords a day that one kiosk may attest by itself, without the proof of a code of head office; beyond it the kiosk is suspended. 0: none is accepted',
  ),
  HUB_ALERT_EMAIL: email
    .optional()
    .describe('address that is told of limits that were met; HUB_LETTERHEAD_EMAIL by default'),
  HUB_ALERT_URL: smsUrlSchema
    .optional()
    .describe(
      'address that each alert is posted to as JSON (`alert`, `place`, `at`), besides the mail: https, or http on loopback',
    ),
  HUB_STAFF_HOURS: workHours
    .prefault('07:30-19:30')
    .describe('hours of work in branches; what an adviser does outside of them is told as an alert'),
  HUB_STAFF_DAYS: z
    .string()
    .regex(/^[1-7](?:,[1-7])*$/u, 'expected days such as 1,2,3,4,5,6: Monday is 1')
    .transform((list) => list.split(',').map(Number))
    .prefault('1,2,3,4,5,6')
    .describe('days of work in branches, parted by commas; Monday is 1'),
  HUB_STAFF_HASH_MEMORY: wholeNumber(
    HASH_COSTS.memoryKiB.least,
    HASH_COSTS.memoryKiB.most,
    HASH_COSTS.memoryKiB.most,
  ).describe('memory of one hash of a PIN or password of staff, in KiB; the more, the dearer a guess'),
  HUB_STAFF_CORRECTIONS_TOLD: wholeNumber(1, 1000, CORRECTIONS_TOLD).describe(
    'corrections of contact details by one adviser in a day beyond which an alert is told',
  ),
  HUB_STAFF_SECOND_ADVISER: flag
    .default(false)
    .describe('true: a correction of contact details needs a second adviser of the branch'),
  HUB_TEST_EMAIL: email
    .optional()
    .describe(
      'mailbox of yours for the mails of the morning test of kiosks, never that of a member; without it the test says that no address is set',
    ),
  HUB_TEST_PHONE: phoneSchema
    .optional()
    .describe(
      'mobile number of yours for the text messages of the morning test, such as +33612345691; each costs as any other',
    ),
  HUB_MAIL_HOST: host
    .optional()
    .describe('name or address of the SMTP server; without it mails wait, and expire'),
  HUB_MAIL_PORT: wholeNumber(1, 65_535, 587).describe(
    'port of the SMTP server, usually 587, or 465 with HUB_MAIL_SECURE',
  ),
  HUB_MAIL_SECURE: flag
    .default(false)
    .describe(
      'true: TLS from the first byte; false: STARTTLS wherever it is offered, without which only a server on loopback gets mails',
    ),
  HUB_MAIL_USER: z
    .string()
    .min(1)
    .optional()
    .describe('account on the SMTP server; left out when it asks for none'),
  HUB_MAIL_PASSWORD: z.string().min(1).optional().describe('password of that account'),
  HUB_MAIL_CA: z
    .string()
    .min(1)
    .optional()
    .describe(
      'PEM file of a private authority that signed the certificate of the SMTP server, or of that certificate itself, trusted besides the public ones',
    ),
  HUB_MAIL_CERTIFICATE_NAME: host
    .optional()
    .describe('name in the certificate of the SMTP server, when it is not HUB_MAIL_HOST'),
  HUB_MAIL_FROM: email.prefault('no-reply@mutuelle-servicesplus.fr').describe('address that mails come from'),
  HUB_MAIL_FROM_NAME: visibleText.optional().describe('name shown beside it; HUB_LETTERHEAD_NAME by default'),
});

/** Problems that concern several variables. Checks the raw input, so that all problems are reported at once. */
function problemsBetween(
  given: Readonly<Record<string, string | undefined>>,
  needs: readonly SettingNeed[],
): Problem[] {
  const { NODE_ENV, HUB_DATABASE_URL, HUB_SECRET, HUB_TLS_CERT, HUB_TLS_KEY, HUB_BEHIND_PROXY } = given;
  const {
    HUB_HOST = '127.0.0.1',
    HUB_PUBLIC_URL = 'http://127.0.0.1',
    HUB_MAIL_HOST,
    HUB_MAIL_PORT = '587',
    HUB_MAIL_SECURE,
    HUB_MAIL_USER,
    HUB_MAIL_PASSWORD,
  } = given;
  const isProduction = NODE_ENV === 'production';
  const problems: Problem[] = [];
  if ((given['HUB_SMS_URL'] === undefined) !== (given['HUB_SMS_TEMPLATE'] === undefined))
    problems.push(['HUB_SMS_TEMPLATE', 'HUB_SMS_URL and HUB_SMS_TEMPLATE are given together']);
  if (isProduction && HUB_DATABASE_URL === undefined)
    problems.push([
      'HUB_DATABASE_URL',
      'production needs PostgreSQL: PGlite never calls fsync and can lose data',
    ]);
  if (needs.includes('listening') && HUB_DATABASE_URL === undefined && !isLoopback(HUB_HOST))
    problems.push(['HUB_HOST', 'PGlite is for a demonstration on loopback: give HUB_DATABASE_URL']);
  if (
    isProduction &&
    HUB_DATABASE_URL !== undefined &&
    given['HUB_DATABASE_ON_THIS_MACHINE'] !== 'true' &&
    !isReachedSafely(HUB_DATABASE_URL, given['PGHOST'])
  )
    problems.push([
      'HUB_DATABASE_URL',
      'production reaches a database on another machine by TLS: add sslmode=verify-full, and sslrootcert=FILE for a private authority',
    ]);
  if (isProduction && given['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    problems.push(['NODE_TLS_REJECT_UNAUTHORIZED', 'production checks certificates: leave it out']);
  for (const name of ['HUB_SECRET', 'HUB_SECRET_NEXT'] as const) {
    const value = given[name];
    if (value !== undefined && value.length >= 32 && (isEasy(value) || (isProduction && isWords(value))))
      problems.push([name, 'too regular to be random: make it with `openssl rand -base64 32`']);
  }
  if (given['HUB_SECRET_NEXT'] !== undefined && given['HUB_SECRET_NEXT'] === HUB_SECRET)
    problems.push(['HUB_SECRET_NEXT', 'expected another value than HUB_SECRET']);
  if (needs.includes('secret') && HUB_DATABASE_URL !== undefined && HUB_SECRET === undefined)
    problems.push(['HUB_SECRET', 'needed: at least 32 random characters, the same for all hubs']);
  if ((HUB_TLS_CERT === undefined) !== (HUB_TLS_KEY === undefined))
    problems.push(['HUB_TLS_KEY', 'HUB_TLS_CERT and HUB_TLS_KEY are given together']);
  const plain = HUB_TLS_CERT === undefined && HUB_BEHIND_PROXY !== 'true';
  if (needs.includes('listening') && plain && !isLoopback(HUB_HOST))
    problems.push([
      'HUB_TLS_CERT',
      'plain HTTP is for loopback only: give a certificate, or HUB_BEHIND_PROXY=true',
    ]);
  if (needs.includes('public-url') && isProduction && !isReachableSafely(HUB_PUBLIC_URL))
    problems.push(['HUB_PUBLIC_URL', 'production needs an https:// address that members can reach']);
  if ((HUB_MAIL_USER === undefined) !== (HUB_MAIL_PASSWORD === undefined))
    problems.push(['HUB_MAIL_PASSWORD', 'HUB_MAIL_USER and HUB_MAIL_PASSWORD are given together']);
  if (HUB_MAIL_PORT === '465' && HUB_MAIL_SECURE !== 'true')
    problems.push(['HUB_MAIL_SECURE', 'expected true with port 465: there TLS begins with the first byte']);
  if (HUB_MAIL_PORT === '587' && HUB_MAIL_SECURE === 'true')
    problems.push(['HUB_MAIL_SECURE', 'expected false with port 587: there TLS begins with STARTTLS']);
  if (HUB_MAIL_USER !== undefined && HUB_MAIL_HOST === undefined)
    problems.push(['HUB_MAIL_HOST', 'needed: HUB_MAIL_USER is an account on a mail server']);
  return problems;
}

/** An address that cannot be parsed counts as safe here: the schema reports it. */
function isReachableSafely(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && !isLoopback(hostname);
}

/** The hub's settings: checked, with defaults. `HUB_SECRET` has the values of both variables for secrets. */
export type HubSettings = Omit<z.infer<typeof hubSettingsSchema>, 'HUB_SECRET' | 'HUB_SECRET_NEXT'> & {
  readonly HUB_SECRET: HubSecret;
};

/** The settings, or one line per problem: the variable and what is expected, never its value. */
export type ReadSettings =
  | { readonly ok: true; readonly settings: HubSettings }
  | { readonly ok: false; readonly problems: string[] };

/** What a serving hub needs. */
const ALL_NEEDS: readonly SettingNeed[] = ['secret', 'public-url', 'listening'];

/**
 * Reads the settings from environment variables. What is given is checked, whether it is needed or not: empty
 * variables, and names that begin with `HUB_` and are none of a setting, are problems too.
 * @param makeSecret makes or reads the secret of a demonstration in the given folder; called with PGlite only
 * @param needs what must be there; without `secret`, reading `HUB_SECRET` throws when it is not given
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  makeSecret?: (folder: string) => string,
  needs: readonly SettingNeed[] = ALL_NEEDS,
): ReadSettings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = hubSettingsSchema.safeParse(given, { error: schemaWords });
  const problems = [
    ...problemsOfNames(environment, Object.keys(hubSettingsSchema.shape)),
    ...(result.error?.issues.map((issue) => problemOf(issue, hubSettingsSchema.shape)) ?? []),
    ...problemsBetween(given, needs),
  ];
  if (!result.success || problems.length > 0)
    return {
      ok: false,
      problems: [...new Set(problems.map(([variable, problem]) => `${variable}: ${problem}`))],
    };
  const { HUB_SECRET, HUB_SECRET_NEXT, ...settings } = result.data;
  const isDemonstration = settings.HUB_DATABASE_URL === undefined;
  const secret = HUB_SECRET ?? (isDemonstration ? makeSecret?.(settings.HUB_PGLITE_FOLDER) : undefined);
  if (secret !== undefined)
    return { ok: true, settings: { ...settings, HUB_SECRET: HubSecret.from(secret, HUB_SECRET_NEXT) } };
  if (needs.includes('secret')) return { ok: false, problems: ['HUB_SECRET: needed'] };
  return { ok: true, settings: withoutSecret(settings) };
}

/** Settings of a command that does not need the secret. If it reads it all the same, that is a bug. */
function withoutSecret(settings: Omit<HubSettings, 'HUB_SECRET'>): HubSettings {
  return Object.defineProperty({ ...settings } as HubSettings, 'HUB_SECRET', {
    get: () => {
      throw new Error('this command does not declare that it needs HUB_SECRET');
    },
  });
}
