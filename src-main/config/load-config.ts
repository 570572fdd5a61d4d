import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { readTerms } from '../accounts/terms-file.ts';
import { configSchema, type Config } from './config-schema.ts';
import { readMailFiles } from '../delivery/mail-files.ts';
import { readHubFiles } from '../hub-client/hub-files.ts';
import { readUpdateKeys } from '../updates/update-settings.ts';
import type { ConfigPlace } from './config-path.ts';
import { schemaWords } from '../../src-shared/schema-words.ts';
import { duplicateKeys } from '../files/duplicate-keys.ts';
import { placeOfJsonFault } from '../files/json-fault.ts';

/** Exit code of a configuration fault (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;

/** Exit code when something that the configuration names does not answer as it should (EX_UNAVAILABLE). */
export const EXIT_UNAVAILABLE = 69;

/** A configuration, or one line for each problem: key, what is wrong, what is expected. */
export type LoadedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly file: string; readonly problems: readonly string[] };

/** Reads and checks the configuration. Never throws: a problem is reported with file and key. */
export function loadConfig(place: ConfigPlace): LoadedConfig {
  const fail = (...problems: string[]): LoadedConfig => ({ ok: false, file: place.file, problems });
  let text: string;
  try {
    text = readFileSync(place.file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return fail(`the file cannot be read (${code}); it is named by ${WHERE[place.from]}`);
  }
  const content = text.replace(/^\uFEFF/u, '');
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    return fail(`the file is not JSON: ${placeOfJsonFault(content, error)}`);
  }
  const twice = duplicateKeys(content).map(
    ({ path: key, line }) => `${key}: given twice, again in line ${line}: leave one of them out`,
  );
  const parsed = configSchema.safeParse(json, { error: schemaWords });
  if (!parsed.success) return fail(...twice, ...parsed.error.issues.map(describeIssue));
  if (twice.length > 0) return fail(...twice);
  const config = withAbsolutePaths(parsed.data, path.dirname(place.file));
  const files = config.mail ? readMailFiles(config.mail) : null;
  if (files?.ok === false) return fail(`${files.key}: expected ${files.expected}`);
  const hubFiles = config.hub ? readHubFiles(config.hub) : null;
  if (hubFiles?.ok === false) return fail(`${hubFiles.key}: expected ${hubFiles.expected}`);
  const keys = config.updates ? readUpdateKeys(config.updates, null) : null;
  if (keys?.ok === false) return fail(`${keys.key}: expected ${keys.expected}`);
  const terms = readTerms(config.accounts);
  if (!terms.ok) return fail(`${terms.key}: expected ${terms.expected}`);
  return { ok: true, config };
}

const WHERE = {
  '--config': 'the option --config',
  BORNE_CONFIG: 'the environment variable BORNE_CONFIG',
  system: "the system's place; name another with --config=FILE or BORNE_CONFIG",
} as const;

/** Relative paths in the file start from the file's folder. */
function withAbsolutePaths(config: Config, base: string): Config {
  const { mail, members, hub, accounts, updates } = config;
  const absolute = (file: string): string => path.resolve(base, file);
  return {
    ...config,
    dataDir: absolute(config.dataDir),
    members: members && { ...members, file: absolute(members.file) },
    accounts: {
      ...accounts,
      terms: accounts.terms === undefined ? undefined : absolute(accounts.terms),
    },
    hub: hub && { ...hub, ca: hub.ca === undefined ? undefined : absolute(hub.ca) },
    updates: updates && {
      ...updates,
      folder: updates.folder === undefined ? undefined : absolute(updates.folder),
      keys: updates.keys === undefined ? undefined : absolute(updates.keys),
      service: updates.service === undefined ? undefined : absolute(updates.service),
    },
    mail: mail && {
      ...mail,
      caFile: mail.caFile === undefined ? undefined : absolute(mail.caFile),
      dkim: mail.dkim && { ...mail.dkim, privateKeyFile: absolute(mail.dkim.privateKeyFile) },
    },
  };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const key = issue.path.join('.') || '(whole file)';
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}.`;
    return `${issue.keys.map((name) => where + name).join(', ')}: unknown key; see docs/configuration.md for the keys`;
  }
  const description = descriptionOf(issue.path);
  return `${key}: ${issue.message}${description ? ` — ${description}` : ''}`;
}

/** The description of a key in the schema, if it has one. */
function descriptionOf(keys: readonly PropertyKey[]): string | undefined {
  let schema: unknown = configSchema;
  for (const key of keys) {
    const shape = shapeOf(schema);
    schema = shape?.[String(key)];
  }
  return (schema as { description?: string } | undefined)?.description;
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  let inner = schema as { def?: { innerType?: unknown }; shape?: Record<string, unknown> } | undefined;
  while (inner && !inner.shape && inner.def?.innerType) inner = inner.def.innerType;
  return inner?.shape;
}
