import type { StepHandler } from '../steps/step-handler.ts';

/** Idle screen: touching it starts a visit. */
export const attract: StepHandler<'attract'> = {
  screen: () => ({ id: 'attract' }),
  act: (_step, action, { visit }) => {
    if (action.type !== 'begin') return null;
    if (action.language) visit.display.language = action.language;
    return { at: 'menu' };
  },
};
