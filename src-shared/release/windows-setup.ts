/**
 * What the setup programs for Windows and the updater agree on. `deploy/windows/` and `tools/package/` make the setup
 * programs; a test compares both.
 */

/** Where Windows keeps what is installed: a key below `HKEY_LOCAL_MACHINE`, in its 64-bit view. */
export const INSTALLED_KEY = 'SOFTWARE\\BorneAdherent';

/**
 * Values of {@link INSTALLED_KEY}, all texts: the version; `nsis` or `msi`; `1` for a layout, else `0`; the folder, in
 * which `app` holds the application and `updater` the updater.
 */
export const INSTALLED_VALUES = ['Version', 'Package', 'Layout', 'Folder'] as const;

/** Below the folder of the installation. */
export const WINDOWS_FILES = {
  application: 'app\\Borne Adherent.exe',
  updater: 'updater\\borne-updater.exe',
  /** A copy of the package itself, which the setup leaves there: the updater comes back to it. */
  package: 'updater\\installed-package',
} as const;

/** Names of the scheduled tasks. The first starts the kiosk when its account signs in, the second the updater. */
export const WINDOWS_TASKS = {
  kiosk: '\\Borne Adherent\\Kiosk',
  updater: '\\Borne Adherent\\Updater',
} as const;

/**
 * Exit codes of the NSIS setup. After all but 0 and `inUse` nothing of the installation has been changed; after `inUse`
 * the former version is back. The MSI ends with 1603 for each of them, and its log has the same line; 3010 is its
 * success that wants a restart.
 */
export const SETUP_EXIT = {
  done: 0,
  /** A value is wrong; the log says which. */
  refused: 10,
  /** The account may not install. */
  noRights: 11,
  /** A newer version is installed, and `BORNE_DOWNGRADE=yes` was not given. */
  older: 12,
  /** It was installed by the other kind of package, or is a layout and this is none: uninstall first. */
  otherPackage: 13,
  /** It is installed in another folder. */
  otherFolder: 14,
  /** The kiosk did not end, or something holds its files. */
  inUse: 15,
  /** The disk is full or cannot be written. */
  disk: 16,
  /** Not a 64-bit Windows 10 or later. */
  system: 17,
  /** Another setup is running. */
  busy: 18,
} as const;

/** Windows Installer's own success that wants a restart. */
export const MSI_RESTART_NEEDED = 3010;

/** What Windows Installer answers while it installs something else. */
export const MSI_BUSY = 1618;

/**
 * The command that installs a package over what is there, without a question, a window or a restart. It stops the
 * kiosk, changes files, and starts the kiosk again if its task had been running. Running it again after a power cut is
 * safe.
 * @param file the package, a whole path
 * @param downgrade true: it may be older than what is installed
 */
export function setupCommand(
  kind: 'nsis' | 'msi',
  file: string,
  downgrade: boolean,
): { command: string; args: string[] } {
  const older = 'BORNE_DOWNGRADE=yes';
  return kind === 'nsis'
    ? { command: file, args: ['/S', ...(downgrade ? [`/${older}`] : [])] }
    : {
        command: 'msiexec.exe',
        args: ['/i', file, '/qn', '/norestart', ...(downgrade ? [older] : [])],
      };
}
