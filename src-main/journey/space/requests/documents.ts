import { DOCUMENTS } from '../../../../src-shared/values/member-space/document.ts';
import { requestReactions, sentView } from './request-screen.ts';
import { recordRequest } from './sent-requests.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';

/** Asks for a document. It comes by post, or into the member space of the website. */
export const spaceDocuments = spacePage('space-documents', {
  screen: (step, { services }) => ({
    ...{ id: step.at, bar: barOf(step.space), documents: [...DOCUMENTS] },
    ...sentView(step, services),
    problem: step.problem,
  }),
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
