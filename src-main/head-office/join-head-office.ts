import type { EventReason } from '../../src-shared/hub-api/events.ts';
import type { Closure } from '../journey/steps/closure.ts';
import type { StaffNotices } from '../staff/staff-notices.ts';
import type { SyncTimes } from '../member-feed/sync-messages.ts';
import { readHubFiles } from '../hub-client/hub-files.ts';
import { HubLink, type HubLinkDeps } from './hub-link.ts';
import { HubWatch } from './hub-watch.ts';
import { MemberSync, type MemberSyncState } from '../member-feed/member-sync.ts';
import type { SyncState } from '../hub-client/sync-state.ts';

/** What {@link joinHeadOffice} needs besides the parts of the link. */
export interface JoinDeps extends Omit<HubLinkDeps, 'ca' | 'connected' | 'contacted' | 'refused'> {
  /** Folder of the databases; it must exist. */
  readonly folder: string;
  /** 32 bytes. */
  readonly dataKey: Buffer;
  /** `sync-thread.ts`, or what it was built into. */
  readonly syncThread: URL;
  /** How long that thread waits, when it is not as long as usual. */
  readonly times?: SyncTimes;
  readonly staff: StaffNotices;
  /** Whether any member can be found. */
  readonly membersKnown: () => boolean;
  readonly newReference: () => string;
  /** Told when the kiosk must close, or can open again. */
  readonly closureChanged: (closure: Closure | null) => void;
}

/** All that ties a kiosk to head office: {@link HubLink} up, {@link MemberSync} down, and the watch over both. */
export interface JoinedHeadOffice {
  readonly link: HubLink;
  readonly members: MemberSync;
  readonly watch: HubWatch;
  start(): void;
  state(): SyncState;
  /** Ends what is under way. */
  stop(): Promise<void>;
}

/** Puts together what ties a kiosk to head office; nothing is sent before it is started. */
export function joinHeadOffice(deps: JoinDeps): JoinedHeadOffice {
  const { settings, staff } = deps;
  const files = readHubFiles(settings);
  // It was checked with the configuration; one that has vanished since is a fault of the start.
  if (!files.ok) throw new Error(`${files.key}: expected ${files.expected}`);
  const members = new MemberSync({
    ...deps,
    threadFile: deps.syncThread,
    onEpochChanged: () => link.tellAgain(),
  });
  const link = new HubLink({
    ...deps,
    ca: files.ca,
    connected: (connection) => members.start(connection),
    contacted: () => watch.look(),
    refused: (reason: EventReason) => staff.eventRefused(reason),
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

/** Tells the link of each contact that the members' side has had; the progress of a load is none. */
function contactsOf(link: HubLink): (state: MemberSyncState) => void {
  let before: MemberSyncState | null = null;
  return (state) => {
    const isProgress = state.loading !== (before?.loading ?? null);
    const isNews =
      state.lastContact !== (before?.lastContact ?? null) || (before?.lastFault ?? null) !== null;
    const isContact = state.lastContact !== null && state.lastFault === null && isNews;
    before = state;
    if (state.lastFault !== null && !isProgress) link.membersContact(state.lastFault);
    else if (isContact) link.membersContact(null);
  };
}
