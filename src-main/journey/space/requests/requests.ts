import { REQUEST_KINDS } from '../../../../src-shared/member-requests/request-kinds.ts';
import { loadedView, pendingOn } from '../../steps/loaded.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';
import { withLoaded } from '../shared/with-loaded.ts';
import { waitingRequests } from './kept-requests.ts';

/** All requests of the person, newest first: those that wait at this kiosk, then those of head office in pages. */
export const spaceRequests = spacePage('space-requests', {
  screen: (step, { services }) => ({
    ...{ id: step.at, bar: barOf(step.space, step.history) },
    history: loadedView(step.history),
    kept: waitingRequests(step, services),
  }),
  onEnter: async (step, { services }) =>
    step.history === null
      ? withLoaded(
          step,
          services,
          ['requests', { kinds: [...REQUEST_KINDS], page: step.page }],
          (history) => ({
            ...step,
            history,
          }),
        )
      : step,
  pending: (step) => pendingOn(step.history, (history) => ({ ...step, history })),
  on: {
    'turn-page': (step, { page }) => ({ ...step, page, history: null }),
    retry: (step) => ({ ...step, history: null }),
  },
  back: toHome,
});
