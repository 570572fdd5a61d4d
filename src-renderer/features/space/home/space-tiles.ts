import type { SpaceScreenId } from '../../../../src-shared/journey/space-screen-ids.ts';
import type { SpaceBar } from '../../../../src-shared/journey/space-screens.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** What a tile shows. */
interface TileFace {
  readonly name: () => string;
  /** The name for a helper, where it says whose it is. */
  readonly theirs?: () => string;
  /** Stroke path on a grid of 24 × 24. */
  readonly pictogram: string;
}

/** A screen with a tile: all but the requests, whose way is their news. */
export type TileId = Exclude<SpaceScreenId, 'space-requests'>;

/** The tile of each screen of the member space. Apart from the icons, so that the first screens do not load them. */
export const SPACE_TILES: Readonly<Record<TileId, TileFace>> = {
  'space-reimbursements': {
    name: m.space_reimbursements,
    theirs: m.space_their_reimbursements,
    pictogram:
      'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM15.5 8.6a4 4 0 0 0-6.3 3.4 4 4 0 0 0 6.3 3.4M7.4 10.9h5.4M7.4 13.3h4.8',
  },
  'space-guarantees': {
    name: m.space_guarantees,
    theirs: m.space_their_guarantees,
    pictogram: 'M12 3.2 5 6v5.2c0 4.5 2.9 7.9 7 9.6 4.1-1.7 7-5.1 7-9.6V6l-7-2.8ZM12 8.2v7M8.5 11.7h7',
  },
  'space-documents': {
    name: m.space_documents,
    pictogram: 'M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5M9 12h6.5M9 15.5h6.5',
  },
  'space-address': {
    name: m.space_address,
    pictogram: 'M3.5 11.5 12 4l8.5 7.5M5.8 9.8V20h12.4V9.8M10 20v-5.5h4V20',
  },
  'space-situation': {
    name: m.space_situation,
    pictogram: 'M4.5 5.5h15v15h-15zM4.5 9.8h15M8.3 3.5v4M15.7 3.5v4M8.6 15.3h6.8M12.9 12.8l2.5 2.5-2.5 2.5',
  },
  'space-question': {
    name: m.space_question,
    pictogram: 'M4 5h16v11.5h-8.3L7.5 20v-3.5H4ZM9.8 9a2.2 2.2 0 1 1 3.3 2c-.8.4-1.1.8-1.1 1.4M12 14.2v.1',
  },
  'space-devices': {
    name: m.space_devices,
    theirs: m.space_their_devices,
    pictogram:
      'M4.5 4h9.3A1.2 1.2 0 0 1 15 5.2v2.3M15 20H4.5a1.2 1.2 0 0 1-1.2-1.2V5.2A1.2 1.2 0 0 1 4.5 4M15.2 10h4.3a1.2 1.2 0 0 1 1.2 1.2v7.6a1.2 1.2 0 0 1-1.2 1.2h-4.3a1.2 1.2 0 0 1-1.2-1.2v-7.6a1.2 1.2 0 0 1 1.2-1.2ZM7 17h2.5M17.3 17.4h.1',
  },
  'space-delegation': {
    name: m.space_delegation,
    pictogram:
      'M8.5 11a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM2.5 19.5c.5-3.3 2.9-5 6-5 1.3 0 2.5.3 3.4.9M16.5 12.3a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM13.3 18.3h7.2M18 15.8l2.5 2.5-2.5 2.5',
  },
  'space-app': {
    name: m.space_app,
    pictogram:
      'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM6.9 6.9h.2M16.9 6.9h.2M6.9 16.9h.2M14 14h2.6M20 14v2.6M14 17.5V20h2.6M20 20h-.1',
  },
};

/**
 * Name of a screen of the member space, on its tile and as its title.
 * @param acting what the bar has: null when the member acts
 */
export function spaceName(screen: TileId, acting: SpaceBar['acting']): string {
  const { name, theirs } = SPACE_TILES[screen];
  return (acting === null ? name : (theirs ?? name))();
}
