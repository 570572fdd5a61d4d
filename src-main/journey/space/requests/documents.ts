import { DOCUMENTS } from '../../../../src-shared/values/document.ts';
import { pendingHistory, requestReactions, requestsShown, withHistory } from './requests.ts';
import { recorded } from './sent-requests.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';

/** Asks for a document, which comes by post or into the space on the website. */
export const spaceDocuments = spacePage('space-documents', {
  screen: (step, { services }) => ({
    ...{ id: step.at, bar: barOf(step.space), documents: [...DOCUMENTS] },
    ...requestsShown(step, services),
    problem: step.problem,
  }),
  onEnter: (step, { services }) => withHistory(step, services),
  pending: pendingHistory,
  watches: ({ sent }) => sent ?? '',
  on: {
    ...requestReactions('space-documents'),
    'ask-document': (step, action, context) => {
      const document = DOCUMENTS.find((known) => known === action.document);
      if (document === undefined || step.sent !== null) return null;
      return recorded(step, { kind: 'document-requested', document }, context);
    },
  },
  back: toHome,
});
