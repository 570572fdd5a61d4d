import type { StepHandler } from '../step-handler.ts';

/** Idle screen: touching it starts a visit. */
export const attract: StepHandler<'attract'> = {
  screen: () => ({ id: 'attract' }),
  act: (_step, deed, { visit }) => {
    if (deed.do !== 'begin') return null;
    if (deed.language) visit.display.language = deed.language;
    return { at: 'menu' };
  },
};
