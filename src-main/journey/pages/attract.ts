import type { StepHandler } from '../steps/step-handler.ts';

/** Idle screen: touching it starts a visit. */
export const attract = {
  screen: () => ({ id: 'attract' }),
  on: {
    begin: (_step, { language }, { visit }) => {
      if (language) visit.display.language = language;
      return { at: 'menu' };
    },
    'set-language': () => ({ at: 'menu' }),
  },
} satisfies StepHandler<'attract'>;
