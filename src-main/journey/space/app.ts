import type { AppLinks } from '../steps/app-links.ts';
import { barOf } from '../steps/space.ts';
import { spacePage, toHome } from './shared/space-page.ts';
import type { SpaceStepAt } from '../steps/space-steps.ts';

/** Links for installing the mobile application, as QR codes. */
export const spaceApp = spacePage('space-app', {
  screen: ({ at, space, links }) => ({ id: at, bar: barOf(space), links: [...(links ?? [])] }),
  onEnter: async (step, { services }) =>
    step.links === null ? { ...step, links: await drawSquares(services.app) } : step,
  on: {},
  back: toHome,
});

type DrawnLinks = NonNullable<SpaceStepAt<'space-app'>['links']>;

/** Draws the QR codes; the library is loaded with the first one. */
async function drawSquares({ android, ios }: AppLinks): Promise<DrawnLinks> {
  const { codeSquares } = await import('./code-squares.ts');
  return [
    { store: 'android', address: android, squares: codeSquares(android) },
    { store: 'ios', address: ios, squares: codeSquares(ios) },
  ];
}
