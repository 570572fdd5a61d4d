import path from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { run, SetupError } from '../setup/run-command.mjs';
import type { Commit } from './commit.ts';
import type { InsidePackage } from './inside.ts';
import { licenceTexts } from './notices.ts';
import { uuidOf } from './uuid.ts';

/** A CycloneDX document, as far as it is changed here. */
export interface Bom {
  serialNumber: string;
  metadata: { timestamp: string; component: Record<string, unknown> & { 'bom-ref': string } };
  components: (Record<string, unknown> & { 'bom-ref': string; name: string; version: string })[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * npm's own list of all installed packages, in CycloneDX.
 * @throws SetupError when npm cannot make it
 */
export async function bomOfAll(): Promise<Bom> {
  const told = await run(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--loglevel=silent'],
    { quiet: true },
  );
  if (told.code !== 0) throw new SetupError(`npm could not list the packages: ${told.output.trim()}`);
  return JSON.parse(told.output) as Bom;
}

/**
 * The list of what is inside one product: of all packages those that are really there. Depends on its arguments
 * alone: same commit, same document.
 * @throws when a package inside is not among all
 */
export function bomOf(
  all: Bom,
  product: { readonly name: string; readonly version: string },
  inside: readonly InsidePackage[],
  commit: Commit,
): Bom {
  const folders = new Map(inside.map(({ name, version, folder }) => [`${name}@${version}`, folder]));
  const kept = new Set(inside.map(({ name, version }) => `${name}@${version}`));
  const components = all.components.filter(({ name, version }) => kept.delete(`${name}@${version}`));
  if (kept.size > 0) throw new Error(`npm does not list ${[...kept].join(', ')}`);
  components.sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const refs = new Set(components.map((component) => component['bom-ref']));
  const root = `${product.name}@${product.version}`;
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)).sort() }));
  return {
    ...all,
    serialNumber: `urn:uuid:${uuidOf(`${root} ${commit.hash}`)}`,
    metadata: {
      ...all.metadata,
      timestamp: new Date(commit.epoch * 1000).toISOString(),
      component: {
        'bom-ref': root,
        type: 'application',
        name: product.name,
        version: product.version,
        properties: [{ name: 'commit', value: commit.hash }],
      },
    },
    // What is development to npm is bundled here.
    components: components.map((component) => ({
      ...component,
      ...licencesOf(component, folders.get(`${component.name}@${component.version}`)),
      scope: 'required',
      properties: [],
    })),
    dependencies: [
      // All that is inside is told of the product itself: bundles have no tree.
      { ref: root, dependsOn: [...refs].sort() },
      ...dependencies.sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    ],
  };
}

/** Where a manifest names no licence, the file does: its text, and its first line for a name. */
function licencesOf(component: Bom['components'][number], folder: string | undefined): object {
  if (folder === undefined || (component['licenses'] as unknown[] | undefined)?.length) return {};
  const licenses = licenceTexts(path.join(ROOT, folder)).map((content) => ({
    license: { name: content.split('\n', 1)[0], text: { content } },
  }));
  return { licenses };
}
