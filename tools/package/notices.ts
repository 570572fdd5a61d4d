import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import type { InsidePackage } from './inside.ts';

/** Files that tell the licence of a package. */
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|ofl)(?:[.-].*)?$/iu;

/** What a manifest says of the licence; `licenses` in old ones. */
interface Manifest {
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
  readonly author?: string | { readonly name?: string };
}

/**
 * The notices of a product: for each package inside its name, licence and licence text, then those of the files that
 * the sources keep (`resources/`).
 * @throws when a package names no licence: a person has to find out
 */
export function noticesOf(title: string, inside: readonly InsidePackage[]): string {
  const packages = inside.map(({ name, version, folder }) => {
    const place = path.join(ROOT, folder);
    const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as Manifest;
    const texts = name === 'node' ? licenceTextsOfNode(place) : licenceTexts(place);
    const licence = licenceOf(manifest) ?? (texts.length > 0 ? 'see below' : undefined);
    if (licence === undefined) throw new Error(`${name}@${version} names no licence`);
    const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
    const by = author === undefined ? '' : `Author: ${author}\n`;
    return section(`${name} ${version}`, `Licence: ${licence}\n${by}`, texts);
  });
  const resources = readdirSync(path.join(ROOT, 'resources'))
    .sort()
    .map((name) => ({ name, texts: licenceTexts(path.join(ROOT, 'resources', name)) }))
    .filter(({ texts }) => texts.length > 0)
    .map(({ name, texts }) => section(`resources/${name}`, '', texts));
  return [`${title}: licences of what is inside\n`, ...packages, ...resources].join('\n');
}

/** The package `node` fetches that of its system, which has the licences of Node and of all that is inside it. */
function licenceTextsOfNode(place: string): string[] {
  const own = path.join(place, 'node_modules');
  const [system] = readdirSync(own).filter((name) => /^node-(?:linux|darwin|win)-/u.test(name));
  const texts = system === undefined ? [] : licenceTexts(path.join(own, system));
  if (texts.length === 0) throw new Error(`${own} has no licence of Node`);
  return texts;
}

function licenceOf({ license, licenses }: Manifest): string | undefined {
  if (license !== undefined) return typeof license === 'string' ? license : license.type;
  return licenses?.map(({ type }) => type).join(' OR ');
}

/** The licence files of a package's folder, in the order of their names. */
export function licenceTexts(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

function section(title: string, head: string, texts: readonly string[]): string {
  return [`${'='.repeat(80)}\n${title}\n${head}`, ...texts.map((text) => `${text}\n`)].join('\n');
}
