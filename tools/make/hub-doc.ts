/**
 * Writes the list of settings in docs/hub.md from the schema: `node tools/make/hub-doc.ts`.
 * The page is committed; a test tells when its list no longer matches the schema.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { hubSettingsSchema } from '../../src-hub/basics/settings/settings.ts';

export const HUB_DOC = path.resolve(import.meta.dirname, '..', '..', 'docs', 'hub.md');

const BEGIN = '<!-- settings: made by tools/make/hub-doc.ts -->';
const END = '<!-- end of settings -->';

/** The parts of a JSON schema that are read. */
interface Schema {
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The list of settings: one item a variable, with its default. */
export function hubSettingsList(): string {
  const schema = z.toJSONSchema(hubSettingsSchema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const items = Object.entries(schema.properties ?? {})
    .filter(([, { description }]) => description !== undefined)
    .map(([name, { description = '', default: usual }]) => {
      const otherwise = usual === undefined ? '' : ` Default \`${String(usual)}\`.`;
      return `- \`${name}\`: ${description}.${otherwise}`;
    });
  return `${BEGIN}\n\n${items.join('\n')}\n\n${END}`;
}

/** The list in a page. */
export function settingsListIn(page: string): string {
  return page.slice(page.indexOf(BEGIN), page.indexOf(END) + END.length);
}

if (import.meta.main) {
  const page = readFileSync(HUB_DOC, 'utf8');
  writeFileSync(HUB_DOC, page.replace(settingsListIn(page), hubSettingsList()));
}
