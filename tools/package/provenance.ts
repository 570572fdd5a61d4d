import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReleaseTarget } from '../../src-shared/release/manifest.ts';
import { ROOT } from '../setup/paths.mjs';
import type { Commit } from './commit.ts';
import { sha256Of } from './files.ts';

/**
 * Where packages come from: a statement of in-toto with the predicate of SLSA 1.0. It names nothing that differs
 * between two builds of one commit.
 */
export async function provenanceOf(
  commit: Commit,
  targets: readonly ReleaseTarget[],
): Promise<Record<string, unknown>> {
  const lockFile = await sha256Of(path.join(ROOT, 'package-lock.json'));
  const { version } = JSON.parse(
    readFileSync(path.join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ) as { version: string };
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: targets.map(({ file, sha256 }) => ({ name: file, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:borne-adherent:npm-run-package:1',
        externalParameters: { layout: targets.some(({ layout }) => layout), clean: commit.clean },
        internalParameters: { node: process.versions.node, electron: version },
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: commit.hash } },
          { name: 'package-lock.json', digest: { sha256: lockFile } },
        ],
      },
      runDetails: { builder: { id: 'urn:borne-adherent:npm-run-package' } },
    },
  };
}
