import type { ReleaseTarget } from '../../src-shared/release/manifest.ts';

/** Result of a command of the system. */
export type Done =
  | { readonly ok: true }
  /** `busy`: another program installs at this moment; it may be asked again. */
  | { readonly ok: false; readonly detail: string; readonly busy?: boolean };

/** What the service asks of the system. Each call may be made again after it was interrupted. */
export interface Machine {
  readonly system: ReleaseTarget['system'];
  readonly architecture: ReleaseTarget['architecture'];
  readonly package: ReleaseTarget['package'];
  /** Where programs are installed: its disk needs room. */
  readonly programs: string;
  /** Folder of the application's resources, with the public keys of releases. */
  readonly resources: string;
  /** Version that is installed; null: none, or one that was interrupted. */
  installed(): string | null;
  /** Ends the kiosk and waits until it has ended. */
  stopKiosk(): Done;
  /** Starts the kiosk; does nothing when it runs. */
  startKiosk(): Done;
  /** Installs a package in place of any other version, whatever an interrupted one has left. */
  install(file: string): Done;
  /** Makes a package of what is installed, into a folder. */
  pack(folder: string): { readonly file: string } | { readonly detail: string };
}
