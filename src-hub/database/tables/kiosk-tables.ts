import type { ReleaseState } from '../../../src-shared/hub-api/releases.ts';
import type { MadeMoment, Moment } from './column-types.ts';

/** What the table of kiosks has of updates. */
export interface UpdateColumns {
  /** When it last could find out whether there is a release for it; null: never. */
  update_checked_at: Moment | null;
}

/** Tables of what kiosks tell besides events, and of the releases that they fetch. */
export interface ToldTables {
  unreadable_change: { kiosk: string; position: number; field: string; told_at: MadeMoment };
  /** `kiosk`: or a website, or a device. */
  signature_nonce: { kiosk: string; nonce: string; at: Moment };
  /** Releases that kiosks may fetch; the files are in a folder of each hub. */
  release: {
    version: string;
    /** Exact bytes of the manifest. */
    manifest: Buffer;
    signature: string;
    added_at: Moment;
    /** Offered to nobody until it is staged again. */
    halted_at: Moment | null;
    /** Offered to nobody for good. */
    ended_at: Moment | null;
  };
  /** `branch`: empty for all that have no row of their own. */
  release_stage: { version: string; branch: string; percent: number; staged_at: Moment };
  /** Signed exceptions: `version` may take the place of `from_version`. */
  release_permit: {
    version: string;
    from_version: string;
    bytes: Buffer;
    signature: string;
    added_at: Moment;
  };
  kiosk_release: { kiosk: string; version: string; state: ReleaseState; why: string | null; at: Moment };
}
