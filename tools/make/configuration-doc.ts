/**
 * Makes docs/configuration.md from the schema of the configuration:
 *   node tools/make/configuration-doc.ts
 * The page is committed; a test tells when it no longer matches the schema.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { configSchema } from '../../src-main/config/config-schema.ts';

export const CONFIGURATION_DOC = path.resolve(import.meta.dirname, '..', '..', 'docs', 'configuration.md');

/** The parts of a JSON schema that are read. */
interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

const HEAD = `# Configuration

One JSON file (UTF-8). It is named by \`--config=FILE\`, else by the environment variable \`BORNE_CONFIG\`, else it is looked for in the
system's place: \`%ProgramData%\\BorneAdherent\\config.json\` on Windows, \`/etc/borne-adherent/config.json\` elsewhere. File names in it are
relative to the folder of the file.

A wrong file keeps the kiosk from serving: the screen and standard error name each key at fault and what is expected, and the exit
code is 78. \`--check-config\` checks and ends. Messages never quote a value, so that no password ends up in a log.

The smallest file:

\`\`\`json
{
  "mode": "production",
  "dataDir": "/var/lib/borne-adherent",
  "members": { "file": "/var/lib/borne-adherent/members.ndjson" },
  "mail": { "host": "mail.mcrn.example", "port": 587, "from": "no-reply@mcrn.example" }
}
\`\`\`

With head office, \`hub\` takes the place of \`members\`:

\`\`\`json
{
  "mode": "production",
  "dataDir": "/var/lib/borne-adherent",
  "hub": { "url": "https://hub.mcrn.example", "enrolmentCode": "ACDE-FGHJ-KMNP-3467" },
  "mail": { "host": "mail.mcrn.example", "port": 587, "from": "no-reply@mcrn.example" }
}
\`\`\`

The keys, in the order of the schema. One that is required within an object is so when the object is there. This page is made from
the schema (\`node tools/make/configuration-doc.ts\`).
`;

export function configurationDoc(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const required = new Set(schema.required);
  const sections = Object.entries(schema.properties ?? {}).map(([key, value]) =>
    ['', `## ${key}`, '', ...entries(key, value, required.has(key))].join('\n'),
  );
  return `${HEAD}${sections.join('\n')}\n`;
}

/** One list item for each key; nested keys follow with their full name. */
function entries(key: string, schema: Schema, required: boolean): string[] {
  const inner = Object.entries(schema.properties ?? {});
  const within = new Set(schema.required);
  return [
    `- \`${key}\`: ${[kindOf(schema), needOf(schema, required)].join('; ')}. ${sentence(schema.description ?? '')}`.trimEnd(),
    ...inner.flatMap(([name, value]) => entries(`${key}.${name}`, value, within.has(name))),
  ];
}

function kindOf(schema: Schema): string {
  const { type, minimum, maximum, minLength = 0, maxLength } = schema;
  if (schema.enum) return schema.enum.map((value) => `\`"${value}"\``).join(' or ');
  switch (type) {
    case 'boolean':
      return '`true` or `false`';
    case 'integer':
    case 'number':
      return `${type === 'integer' ? 'whole number' : 'number'} from ${minimum} to ${maximum}`;
    case 'array':
      return `list of: ${kindOf(schema.items ?? {})}`;
    case 'object':
      return schema.properties ? 'object' : 'object of texts, by name';
    case 'string':
      if (schema.format === 'email') return 'e-mail address';
      if (schema.format === 'uri') return 'address (URL)';
      return `${minLength > 0 ? 'text' : 'text, may be empty'}${maxLength === undefined ? '' : `, at most ${maxLength} characters`}`;
    default:
      return 'any JSON';
  }
}

function needOf(schema: Schema, required: boolean): string {
  if (schema.default !== undefined && schema.properties === undefined) {
    return `default \`${JSON.stringify(schema.default)}\``;
  }
  if (schema.default !== undefined && Object.keys(schema.default as object).length > 0) {
    return `default \`${JSON.stringify(schema.default)}\``;
  }
  return required ? 'required' : 'may be left out';
}

function sentence(description: string): string {
  if (description === '') return '';
  return `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
}

if (import.meta.main) writeFileSync(CONFIGURATION_DOC, configurationDoc());
