import { DOCUMENTS } from '../../../../src-shared/values/member-space/document.ts';
import { pendingHistory, requestReactions, requestsView, withHistory } from './requests.ts';
import { recordRequest } from './sent-requests.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';

/** Asks for a document. It comes by post, or into the member space of the website. */
export const spaceDocuments = spacePage('space-documents', {
  screen: (step, { services }) => ({
    ...{ id: step.at, bar: barOf(step.space, step.history), documents: [...DOCUMENTS] },
    ...requestsView(step, services),
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
      return recordRequest(step, { kind: 'document-requested', document }, context);
    },
  },
  back: toHome,
});
