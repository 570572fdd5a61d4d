import type { SpaceBar } from '../../src-shared/journey/space-screens.ts';

/** The bar of a person in their own space. */
export const BAR: SpaceBar = {
  name: 'Zoé Exemple',
  acting: null,
  elsewhere: null,
  amountsHidden: false,
};
