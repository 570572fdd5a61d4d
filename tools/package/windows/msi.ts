import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { INSTALLED_KEY } from '../../../src-shared/release/windows-setup.ts';
import { run, SetupError } from '../../setup/run-command.mjs';
import { filesBelow } from '../files.ts';
import { uuidOf } from '../uuid.ts';
import { fixMsi } from './fix-msi.ts';
import type { WindowsFiles } from './windows-packages.ts';

/** Property of products that are replaced. */
const FORMER = 'BORNEFORMER';

/** The same for all versions: by it Windows knows what follows what. */
const UPGRADE_CODE = guid('upgrade code');

/** Values that an administrator may give, as in `deploy/windows/checks.c`. */
const VALUES = [
  'BORNE_CONFIG_FILE',
  'BORNE_HUB_URL',
  'BORNE_ENROLMENT_CODE',
  'BORNE_AUTOSTART',
  'BORNE_ACCOUNT',
  'BORNE_DOWNGRADE',
  'BORNE_PURGE_DATA',
];

/** Types of custom actions: in a library; with the system's rights, at its time or at a rollback; hidden; not fatal. */
const IMMEDIATE = 0x1;
const DEFERRED = IMMEDIATE | 0x400 | 0x800;
const ROLLBACK = DEFERRED | 0x100;
const HIDDEN = 0x2000;
const MAY_FAIL = 0x40;

const NOT_REMOVED = 'NOT (REMOVE = "ALL")';

/**
 * Custom actions of `deploy/windows/setup-msi.c`, with their places in the sequence: values are judged once the folder
 * is known and before anything is changed; the kiosk is stopped before files are removed, configured after they are
 * there, and started last.
 */
const ACTIONS = [
  { name: 'BorneFolder', type: IMMEDIATE, place: 750, condition: 'NOT Installed' },
  { name: 'BorneCheck', type: IMMEDIATE, place: 1010, condition: NOT_REMOVED },
  { name: 'BornePrepare', type: IMMEDIATE, place: 1450, condition: '1' },
  { name: 'BorneRestart', type: ROLLBACK | MAY_FAIL, place: 1510, condition: '1' },
  { name: 'BorneStop', type: DEFERRED | HIDDEN, place: 1520, condition: '1' },
  {
    name: 'BorneRemove',
    type: DEFERRED | HIDDEN,
    place: 1610,
    condition: '(REMOVE = "ALL") AND NOT UPGRADINGPRODUCTCODE',
  },
  { name: 'BorneConfigure', type: DEFERRED | HIDDEN, place: 6200, condition: NOT_REMOVED },
  { name: 'BorneStart', type: DEFERRED | MAY_FAIL, place: 6590, condition: NOT_REMOVED },
] as const;

/**
 * Makes the MSI.
 * @param into its file
 * @throws SetupError without wixl
 */
export async function writeMsi(files: WindowsFiles, work: string, into: string): Promise<void> {
  const script = path.join(work, 'borne-adherent.wxs');
  await writeFile(script, await wxs(files));
  await tool('wixl', ['--arch', 'x64', '--output', into, script]);
  // wixl knows neither rollbacks nor places in the sequence, and writes actions of ours in an order by chance.
  const changes = [
    ...ACTIONS.map(({ name, type }) => `UPDATE CustomAction SET Type = ${type} WHERE Action = '${name}'`),
    ...ACTIONS.map(
      ({ name, condition, place }) =>
        `INSERT INTO InstallExecuteSequence (Action, Condition, Sequence) VALUES ('${name}', '${condition}', ${place})`,
    ),
    `UPDATE Property SET Value = '${['INSTALLDIR', FORMER, ...VALUES].join(';')}' WHERE Property = 'SecureCustomProperties'`,
  ];
  await tool('msibuild', [into, ...changes.flatMap((change) => ['-q', change])]);
  const packageCode = guid(`package ${files.version} ${files.commit} ${String(files.layout)}`);
  await writeFile(into, fixMsi(await readFile(into), packageCode, files.epoch));
}

async function tool(name: string, args: readonly string[]): Promise<void> {
  const { code, output } = await run(name, args, { quiet: true });
  if (code === 127)
    throw new SetupError(`${name} is missing (Debian's wixl and msitools): it makes the MSI.`);
  if (code !== 0) throw new SetupError(`${name} could not make the MSI: ${output.trim()}`);
}

/** A GUID made from a text. */
function guid(text: string): string {
  return uuidOf(`borne-adherent msi ${text}`).toUpperCase();
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A folder of the MSI: its files and folders. */
interface Folder {
  readonly files: string[];
  readonly folders: Map<string, Folder>;
}

async function wxs(files: WindowsFiles): Promise<string> {
  const root: Folder = { files: [], folders: new Map() };
  for (const file of await filesBelow(files.folder)) {
    let folder = root;
    for (const name of file.split('/').slice(0, -1)) {
      const next = folder.folders.get(name) ?? { files: [], folders: new Map() };
      folder.folders.set(name, next);
      folder = next;
    }
    folder.files.push(file);
  }
  const components: string[] = [];
  const ids = new Map<string, string>();
  const id = (kind: string, place: string): string => {
    const known = ids.get(kind + place) ?? `${kind}${ids.size + 1}`;
    ids.set(kind + place, known);
    return known;
  };
  const component = (place: string, content: string): string => {
    const name = id('c', place);
    components.push(`<ComponentRef Id="${name}"/>`);
    return `<Component Id="${name}" Guid="${guid(`component ${place}`)}" Win64="yes">${content}</Component>`;
  };
  const inside = (folder: Folder, place: string): string => {
    const own = folder.files.map((file) =>
      component(
        file,
        `<File Id="${id('f', file)}" Name="${escaped(path.posix.basename(file))}" Source="${escaped(`files/${file}`)}" KeyPath="yes"/>`,
      ),
    );
    const below = [...folder.folders].map(
      ([name, next]) =>
        `<Directory Id="${id('d', `${place}/${name}`)}" Name="${escaped(name)}">${inside(next, `${place}/${name}`)}</Directory>`,
    );
    return [...own, ...below].join('\n');
  };
  const value = (name: string, text: string): string =>
    `<RegistryValue Root="HKLM" Key="${INSTALLED_KEY}" Name="${name}" Type="string" Value="${text}"${name === 'Version' ? ' KeyPath="yes"' : ''}/>`;
  const registry = component(
    'registry',
    value('Version', files.version) +
      value('Package', 'msi') +
      value('Layout', files.layout ? '1' : '0') +
      value('Folder', '[INSTALLDIR]'),
  );
  const shortcut = component(
    'shortcut',
    '<Shortcut Id="Start" Directory="ProgramMenuFolder" Name="Borne Adherent" Target="[INSTALLDIR]app\\Borne Adherent.exe"/>' +
      `<RegistryValue Root="HKLM" Key="${INSTALLED_KEY}" Name="Shortcut" Type="string" Value="1" KeyPath="yes"/>`,
  );
  const property = (name: string, text: string): string => `<Property Id="${name}" Value="${text}"/>`;
  const actions = ACTIONS.map(
    ({ name }) =>
      `<CustomAction Id="${name}" BinaryKey="BorneSetup" DllEntry="${name === 'BorneRestart' ? 'BorneStart' : name}"/>`,
  );
  const title = `Borne Adherent${files.layout ? ' (layout)' : ''}`;
  const product = guid(`product ${files.version} ${files.commit} ${String(files.layout)}`);
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="${product}" Name="${title}" Version="${files.version}" Manufacturer="MCRN" Language="1033" Codepage="1252" UpgradeCode="${UPGRADE_CODE}">
<Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Description="${title} ${files.version}"/>
<Media Id="1" Cabinet="files.cab" EmbedCab="yes"/>
${property('ARPNOMODIFY', '1')}
${property('ARPNOREPAIR', '1')}
${property('MSIRESTARTMANAGERCONTROL', 'Disable')}
${/* Files of an older version take the place of newer ones. */ property('REINSTALLMODE', 'amus')}
${property('MsiHiddenProperties', 'BORNE_ENROLMENT_CODE;BorneStop;BorneConfigure;BorneRemove')}
${property('BorneLayout', files.layout ? '1' : '0')}
${property('BorneNeed', String(files.need))}
<Upgrade Id="${UPGRADE_CODE}"><UpgradeVersion Minimum="0.0.0" IncludeMinimum="yes" Property="${FORMER}"/></Upgrade>
<Binary Id="BorneSetup" SourceFile="tools/${path.basename(files.tools.actions)}"/>
${actions.join('\n')}
<InstallExecuteSequence>
<RemoveExistingProducts After="InstallInitialize"/>
</InstallExecuteSequence>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="ProgramMenuFolder"/>
<Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="Borne Adherent">
${inside(root, '')}
${registry}
${shortcut}
</Directory></Directory>
</Directory>
<Feature Id="All" Level="1">${components.join('')}</Feature>
</Product>
</Wix>
`;
}
