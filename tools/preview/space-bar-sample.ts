import type { SpaceBar } from '../../src-shared/journey/space-screens.ts';

/** What stands above the screens of somebody in their own space. */
export const BAR: SpaceBar = {
  name: 'Zoé Exemple',
  acting: null,
  elsewhere: null,
  amountsHidden: false,
};
