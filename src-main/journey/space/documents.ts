import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** TODO */
export const spaceDocuments = spacePage<'space-documents'>({
  at: 'space-documents',
  screen: ({ at, space, ...step }) => ({
    id: at,
    bar: barOf(space),
    documents: [],
    history: { state: 'loading' },
    kept: [],
    sent: null,
    problem: step.problem,
  }),
});
