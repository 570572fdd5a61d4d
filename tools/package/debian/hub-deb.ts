import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../setup/paths.mjs';
import type { Commit } from '../commit.ts';
import type { Architecture, Deb } from './deb.ts';
import { COMMON_FIELDS, debianDocuments, debianText, deployed } from './debian-parts.ts';
import { filesBelow } from '../files.ts';

const HOME = '/opt/borne-hub';

/** What a package of the hub is made of. */
export interface HubParts {
  readonly version: string;
  readonly architecture: Architecture;
  readonly commit: Commit;
  readonly notices: string;
}

/** The Debian package of head office: `dist/hub`, units, settings. */
export async function hubDeb({ version, architecture, commit, notices }: HubParts): Promise<Deb> {
  const built = path.join(ROOT, 'dist', 'hub');
  // Debian has glibc; binaries for other systems are not needed.
  const wanted = (file: string): boolean =>
    !file.includes('/prebuilds/') ||
    (file.includes(`/prebuilds/linux-${architecture}/`) && !file.endsWith('.musl.node'));
  const units = readdirSync(deployed('systemd')).filter((name) => name.startsWith('borne-hub'));
  const own = (file: string): string => deployed('debian', 'borne-hub', file);
  return {
    name: 'borne-hub',
    version,
    architecture,
    fields: {
      ...COMMON_FIELDS,
      Depends: 'adduser, libc6 (>= 2.36), nodejs (>= 24)',
      Recommends: 'postgresql-client',
      Suggests: 'postgresql',
      Description:
        'Head office of the kiosks for members\n Answers kiosks and the website over HTTPS, keeps all in PostgreSQL, sends mails\n and hands letters to the print provider.',
    },
    files: [
      ...(await filesBelow(built))
        .filter(wanted)
        .map((file) => ({ to: `${HOME}/hub/${file}`, from: path.join(built, file) })),
      { to: `${HOME}/deploy/backup.sh`, from: deployed('backup.sh'), mode: 0o755 },
      ...readdirSync(path.join(ROOT, 'docs'))
        .filter((name) => name.endsWith('.md'))
        .map((name) => ({ to: `${HOME}/docs/${name}`, from: path.join(ROOT, 'docs', name) })),
      ...units.map((name) => ({ to: `/usr/lib/systemd/system/${name}`, from: deployed('systemd', name) })),
      { to: '/etc/default/borne-hub', from: own('default') },
      { to: '/usr/share/borne-hub/hub.env', from: own('hub.env') },
      { to: '/usr/share/borne-hub/backup.env', from: own('backup.env') },
      ...debianDocuments('borne-hub', version, commit, notices, debianText('borne-hub', 'lintian-overrides')),
    ],
    scripts: {
      preinst: debianText('borne-hub', 'preinst'),
      postinst: debianText('borne-hub', 'postinst'),
      prerm: debianText('borne-hub', 'prerm'),
      postrm: debianText('borne-hub', 'postrm'),
    },
    conffiles: ['/etc/default/borne-hub'],
  };
}
