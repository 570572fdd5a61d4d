import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../../setup/paths.mjs';
import type { Commit } from '../commit.ts';
import type { DebFile } from './deb.ts';

/** Who answers for the packages. */
const MAINTAINER = 'MCRN <infos@mcrn.fr>';

/** Fields that all packages share. */
export const COMMON_FIELDS = { Maintainer: MAINTAINER, Section: 'misc', Priority: 'optional' };

/** A file of `deploy/`. */
export const deployed = (...parts: string[]): string => path.join(ROOT, 'deploy', ...parts);

/** A script or another text of `deploy/debian/`. */
export const debianText = (...parts: string[]): string => readFileSync(deployed('debian', ...parts), 'utf8');

/** What Debian expects in `/usr/share/doc`: licences and changes; and what lintian is told. */
export function debianDocuments(
  name: string,
  version: string,
  commit: Commit,
  notices: string,
  overrides: string,
): DebFile[] {
  const doc = `/usr/share/doc/${name}`;
  const moment = new Date(commit.epoch * 1000);
  const changes = [
    `${name} (${version}) stable; urgency=medium`,
    `  * Commit ${commit.hash}.`,
    ` -- ${MAINTAINER}  ${moment.toUTCString().replace('GMT', '+0000')}`,
  ];
  const copyright = [
    `Copyright: ${moment.getUTCFullYear()} MCRN. All rights reserved.`,
    `The licences of what is inside are in\n${doc}/THIRD-PARTY-NOTICES.txt.gz.`,
  ];
  return [
    { to: `${doc}/copyright`, text: `${copyright.join('\n\n')}\n` },
    { to: `${doc}/changelog.gz`, text: gzipSync(`${changes.join('\n\n')}\n`, { level: 9 }) },
    { to: `${doc}/THIRD-PARTY-NOTICES.txt.gz`, text: gzipSync(notices, { level: 9 }) },
    { to: `/usr/share/lintian/overrides/${name}`, text: overrides.replaceAll('@NAME@', name) },
  ];
}
