import { z } from 'zod';
import { staffGestureSchema } from '../../src-shared/journey/staff-gesture.ts';
import { agencySchema } from '../../src-shared/journey/agency.ts';
import { panelSchema } from '../../src-shared/journey/panel.ts';
import { scannerSettingsSchema } from '../../src-shared/journey/scanner-settings.ts';
import {
  MCRN_PASSWORD_POLICY,
  passwordPolicySchema,
} from '../../src-shared/policy/passwords/password-policy.ts';
import { zoneSchema } from '../../src-shared/time/zone-schema.ts';
import { accountSettingsSchema } from '../accounts/account-settings.ts';
import { appLinksSchema } from '../journey/steps/app-links.ts';
import { hashingCostSchema } from '../credentials/password-hasher.ts';
import { channelSettings } from '../delivery/settings.ts';
import { sessionTimesSchema } from '../journey/idle-rules.ts';
import { printerSettingsSchema } from '../printing/printer-settings.ts';
import { problemsBetween } from './config-rules.ts';
import { updateSettingsSchema } from '../updates/update-settings.ts';
import { hubSettingsSchema } from '../hub-client/hub-connection.ts';

/** The Nantes branch: default, and shown when there is no valid configuration. */
export const MCRN_NANTES = {
  name: 'MCRN',
  address: '4 place des Jacobins, 44000 Nantes',
  phone: '02 40 89 22 91',
  email: 'infos@mcrn.fr',
  website: 'mutuellemcrn.fr',
};

const passwordSettingsSchema = z.strictObject({
  policy: passwordPolicySchema.default(MCRN_PASSWORD_POLICY).describe('what a password must be'),
  hashing: hashingCostSchema
    .prefault({})
    .describe('cost of argon2id; older hashes are renewed at the next login'),
});

const windowSettingsSchema = z.strictObject({
  kiosk: z.boolean().default(true).describe('full screen without frame; false for a window on a desk'),
  width: z.number().int().min(320).max(7680).default(1080).describe('width in pixels when not full screen'),
  height: z.number().int().min(320).max(7680).default(1920).describe('height in pixels when not full screen'),
});

const configKeys = z.strictObject({
  mode: z.enum(['demo', 'production']).describe('production refuses what is only good for a demonstration'),
  dataDir: z.string().min(1).describe('folder of the databases, keys, backups and logs'),
  agency: agencySchema.default(MCRN_NANTES).describe('the branch office, as shown to members'),
  timeZone: zoneSchema.describe(
    'IANA name of the time zone of the branch: days and times are told in it, whatever zone the system has',
  ),
  members: z
    .strictObject({
      file: z.string().min(1).describe('NDJSON file of members, one JSON object a line'),
    })
    .optional()
    .describe('where the members come from, for a kiosk without head office; left out with `hub`'),
  hub: hubSettingsSchema
    .optional()
    .describe('head office: members come from there, and decisions go there; without it `members` is needed'),
  ...channelSettings,
  scanner: scannerSettingsSchema
    .prefault({})
    .describe('the scanner of cards and letters, which types as a keyboard does'),
  panel: panelSchema.prefault({}).describe('the touch panel: text and keys are sized by it'),
  staff: z
    .strictObject({
      gesture: staffGestureSchema.prefault({}).describe('how an adviser opens staff mode'),
    })
    .prefault({})
    .describe('staff mode: it opens at a kiosk of head office, which keeps the list of staff'),
  printer: printerSettingsSchema
    .optional()
    .describe('printer of receipts; without it none is offered on paper'),
  session: sessionTimesSchema.prefault({}).describe('how long a visit may stand still, and last'),
  password: passwordSettingsSchema.prefault({}).describe('policy and hashing'),
  accounts: accountSettingsSchema.prefault({}).describe('creation and activation of accounts'),
  app: appLinksSchema
    .prefault({})
    .describe('where the mobile application is installed from, shown as QR codes in the member space'),
  window: windowSettingsSchema.prefault({}).describe('the kiosk window'),
  updates: updateSettingsSchema
    .optional()
    .describe('where releases are fetched from, by night and by themselves; without it none is'),
  allowPlainDataKey: z
    .boolean()
    .default(false)
    .describe('production only: accept a data key that the operating system cannot protect'),
});

export const configSchema = configKeys.superRefine((config, context) => {
  for (const { path, message } of problemsBetween(config))
    context.addIssue({ code: 'custom', path: [...path], message });
});

/** The checked configuration with its defaults; paths are absolute. */
export type Config = z.infer<typeof configSchema>;
