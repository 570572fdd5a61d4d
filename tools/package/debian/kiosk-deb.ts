import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../setup/paths.mjs';
import { RELEASE_KEYS_FILE } from '../../../src-shared/release/handover.ts';
import type { Commit } from '../commit.ts';
import type { Architecture, Deb, DebFile } from './deb.ts';
import { COMMON_FIELDS, debianDocuments, debianText, deployed } from './debian-parts.ts';

const HOME = '/opt/borne-adherent';

/** What Electron needs of the system, by the names of Debian 12 and 13. */
const OF_ELECTRON = [
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libc6 (>= 2.36)',
  'libcups2 | libcups2t64',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libsecret-1-0',
  'libxkbcommon0',
];

/** Units of the update service. */
const UPDATER_UNITS = [
  'borne-adherent-updater.service',
  'borne-adherent-updater.timer',
  'borne-adherent-recover.service',
];

/** What lintian is told besides, of the placeholder. */
const OF_PLACEHOLDER = '@NAME@: executable-not-elf-or-script [opt/borne-adherent/borne-adherent]\n';

/** What a package of the kiosk is made of. */
export interface KioskParts {
  readonly version: string;
  readonly architecture: Architecture;
  /** True: a placeholder stands in place of Electron; the package has a name of its own. */
  readonly layout: boolean;
  readonly commit: Commit;
  /** Folder of the packed application. */
  readonly unpacked: string;
  readonly notices: string;
  /** The program of the update service; null for a layout, which no update takes. */
  readonly updater: string | null;
  /** Public keys of releases (PEM) that its updates must be signed with; null: it takes no updates. */
  readonly keys: string | null;
}

/** The Debian package of the kiosk. */
export function kioskDeb(parts: KioskParts): Deb {
  const { version, architecture, layout, commit, unpacked, notices, updater, keys } = parts;
  const name = layout ? 'borne-adherent-layout' : 'borne-adherent';
  const script = (file: string, ...before: string[]): string =>
    [...before, file].map((part) => debianText('borne-adherent', part)).join('\n');
  const sandbox: DebFile[] = existsSync(path.join(unpacked, 'chrome-sandbox'))
    ? [{ to: `${HOME}/chrome-sandbox`, from: path.join(unpacked, 'chrome-sandbox'), mode: 0o4755 }]
    : [];
  return {
    name,
    version,
    architecture,
    fields: {
      ...COMMON_FIELDS,
      Depends: ['adduser', 'cage', ...OF_ELECTRON].join(', '),
      Recommends: 'cups, espeak-ng',
      // The two have the same files. The real kiosk takes the place of a layout; none takes that of the real one.
      ...(layout
        ? { Conflicts: 'borne-adherent' }
        : { Conflicts: 'borne-adherent-layout', Replaces: 'borne-adherent-layout' }),
      Description: layout
        ? 'Kiosk for members, without its runtime\n To try the installation; it shows nothing.'
        : 'Kiosk for the members of a health mutual\n Members set their password, ask for an account and use the member space.\n It fills the screen of a branch office, and works while the line is down.',
    },
    files: [
      { to: HOME, from: unpacked },
      ...sandbox,
      { to: '/usr/bin/borne-adherent', link: `${HOME}/borne-adherent` },
      {
        to: `${HOME}/kiosk-session`,
        from: deployed('debian', 'borne-adherent', 'kiosk-session'),
        mode: 0o755,
      },
      ...(updater === null ? [] : [{ to: `${HOME}/updater/borne-updater`, from: updater, mode: 0o755 }]),
      {
        to: `${HOME}/updater/run`,
        from: deployed('debian', 'borne-adherent', 'updater-run'),
        mode: 0o755,
      },
      ...(keys === null ? [] : [{ to: `${HOME}/resources/${RELEASE_KEYS_FILE}`, text: keys }]),
      ...['it.md', 'configuration.md', 'updates.md'].map((file) => ({
        to: `${HOME}/docs/${file}`,
        from: path.join(ROOT, 'docs', file),
      })),
      ...unit('system', 'borne-adherent-session.service', 'borne-adherent-session.service'),
      ...UPDATER_UNITS.flatMap((name) => unit('system', name, name)),
      ...unit('user', 'borne-adherent-session.target', 'user/borne-adherent-session.target'),
      ...unit('user', 'borne-adherent.service', 'user/borne-adherent.service'),
      {
        to: '/usr/share/borne-adherent/config.json',
        from: deployed('debian', 'borne-adherent', 'config.json'),
      },
      ...debianDocuments(
        name,
        version,
        commit,
        notices,
        debianText('borne-adherent', 'lintian-overrides') + (layout ? OF_PLACEHOLDER : ''),
      ),
    ],
    scripts: {
      preinst: script('preinst', 'settings.sh'),
      postinst: script('postinst', 'settings.sh'),
      prerm: script('prerm'),
      postrm: script('postrm'),
    },
    conffiles: [],
  };
}

function unit(of: 'system' | 'user', name: string, from: string): DebFile[] {
  return [{ to: `/usr/lib/systemd/${of}/${name}`, from: deployed('systemd', from) }];
}
