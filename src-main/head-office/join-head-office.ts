import type { Closure } from '../journey/steps/closure.ts';
import type { StaffNotices } from '../staff/staff-notices.ts';
import type { SyncTimes } from '../member-feed/sync-messages.ts';
import { readHubFiles } from '../hub-client/hub-files.ts';
import { HubLink, type HubLinkDeps } from './hub-link.ts';
import { HubWatch } from './hub-watch.ts';
import { MemberSync, type MemberSyncState } from '../member-feed/member-sync.ts';
import type { SyncState } from '../hub-client/sync-state.ts';

/** What {@link joinHeadOffice} needs, besides what the link needs. */
export interface JoinDeps extends Omit<
  HubLinkDeps,
  'ca' | 'connected' | 'contacted' | 'refused' | 'trouble'
> {
  /** Folder of the databases; it must exist. */
  readonly folder: string;
  /** 32 bytes. */
  readonly dataKey: Buffer;
  /** `sync-thread.ts`, or the file it was built into. */
  readonly syncThread: URL;
  /** Waits of that thread, when they differ from the usual ones. */
  readonly times?: SyncTimes;
  readonly staff: StaffNotices;
  /** Whether the kiosk has members. */
  readonly membersKnown: () => boolean;
  readonly newReference: () => string;
  /** Called when the kiosk must close, or can open again. */
  readonly closureChanged: (closure: Closure | null) => void;
}

/**
 * The three parts of a kiosk's connection with head office: events and calls ({@link HubLink}), member feed ({@link
 * MemberSync}), and the watch over both.
 */
export interface JoinedHeadOffice {
  readonly link: HubLink;
  readonly members: MemberSync;
  readonly watch: HubWatch;
  start(): void;
  state(): SyncState;
  /** Ends running calls. */
  stop(): Promise<void>;
}

/** Builds the connection with head office. Nothing is sent before `start`. */
export function joinHeadOffice(deps: JoinDeps): JoinedHeadOffice {
  const { settings, staff } = deps;
  const files = readHubFiles(settings);
  // It was checked with the configuration. A file that has vanished since then stops the start.
  if (!files.ok) throw new Error(`${files.key}: expected ${files.expected}`);
  const members = new MemberSync({
    ...deps,
    threadFile: deps.syncThread,
    onEpochChanged: () => link.resendSettled(),
  });
  const link = new HubLink({
    ...deps,
    ca: files.ca,
    connected: (connection) => members.start(connection),
    contacted: () => watch.look(),
    refused: (reason) => staff.eventRefused(reason),
    trouble: () => staff.trouble(),
  });
  const watch = new HubWatch({ ...deps, link });
  members.onState(contactsOf(link));
  return {
    link,
    members,
    watch,
    start: () => {
      watch.look();
      link.start();
    },
    state: () => ({ ...link.state(), rowsBehind: members.state().rowsBehind }),
    stop: async () => {
      watch.stop();
      await Promise.all([link.stop(), members.close()]);
    },
  };
}

/** Reports each contact of the member feed to the link. Progress of a load is not a contact. */
function contactsOf(link: HubLink): (state: MemberSyncState) => void {
  let before: MemberSyncState | null = null;
  return (state) => {
    const isProgress = state.loading !== (before?.loading ?? null);
    const isNews =
      state.lastContact !== (before?.lastContact ?? null) || (before?.lastFault ?? null) !== null;
    const isContact = state.lastContact !== null && state.lastFault === null && isNews;
    before = state;
    if (state.lastFault !== null && !isProgress) link.reportMembersContact(state.lastFault);
    else if (isContact) link.reportMembersContact(null);
  };
}
