import {
  pageCallBodySchema,
  pageDoneAnswerSchema,
  pageFirstUseAnswerSchema,
  pageFirstUseBodySchema,
  pageLoginAnswerSchema,
  pageLoginBodySchema,
  pageNothingSchema,
  pageSetUpAnswerSchema,
  pageSetUpBodySchema,
  pageStateSchema,
  pageTakeAnswerSchema,
  pageUnlockAnswerSchema,
  pageUnlockBodySchema,
} from './branch-page.ts';

const FAULTS = ['malformed', 'outdated', 'too-many-requests', 'unavailable'] as const;

/** Open to who knows the address: badge, slip, password and authenticator in the body decide. */
const OPEN = {
  method: 'POST',
  tag: 'staff',
  callers: ['public'],
  limit: 'address',
  faults: [...FAULTS, 'not-found'],
} as const;

/** For staff alone, by the session of the branch page. */
const FOR_STAFF = {
  method: 'POST',
  tag: 'staff',
  callers: ['staff'],
  limit: 'client',
  faults: [...FAULTS, 'not-logged-in', 'not-of-page'],
} as const;

/** Calls that staff make, from the branch page. */
export const STAFF_CALLS = {
  'branch-page/login': {
    ...OPEN,
    path: '/v1/branch-page/login',
    summary: 'Begins the session of a branch page',
    body: pageLoginBodySchema,
    answer: pageLoginAnswerSchema,
  },
  'branch-page/first-use': {
    ...OPEN,
    path: '/v1/branch-page/first-use',
    summary: 'Begins the first use of a badge, by the code of its slip',
    body: pageFirstUseBodySchema,
    answer: pageFirstUseAnswerSchema,
  },
  'branch-page/set-up': {
    ...OPEN,
    path: '/v1/branch-page/set-up',
    summary: 'Ends the first use of a badge: PIN, password and authenticator',
    body: pageSetUpBodySchema,
    answer: pageSetUpAnswerSchema,
  },
  'branch-page/state': {
    ...FOR_STAFF,
    method: 'GET',
    path: '/v1/branch-page/state',
    summary: 'What the branch page shows',
    body: null,
    answer: pageStateSchema,
  },
  'branch-page/live': {
    ...FOR_STAFF,
    method: 'GET',
    path: '/v1/branch-page/live',
    summary: 'The same at each change',
    description: 'Server-sent events; each is the answer of `/v1/branch-page/state`.',
    body: null,
    answer: null,
  },
  'branch-page/take': {
    ...FOR_STAFF,
    path: '/v1/branch-page/take',
    summary: 'The adviser comes to who called',
    body: pageCallBodySchema,
    answer: pageTakeAnswerSchema,
  },
  'branch-page/close': {
    ...FOR_STAFF,
    path: '/v1/branch-page/close',
    summary: 'The call that this adviser took has had its answer',
    body: pageCallBodySchema,
    answer: pageDoneAnswerSchema,
  },
  'branch-page/touch': {
    ...FOR_STAFF,
    path: '/v1/branch-page/touch',
    summary: 'Somebody is at the page',
    body: pageNothingSchema,
    answer: pageDoneAnswerSchema,
  },
  'branch-page/unlock': {
    ...FOR_STAFF,
    path: '/v1/branch-page/unlock',
    summary: 'Opens a page again that nobody had touched',
    body: pageUnlockBodySchema,
    answer: pageUnlockAnswerSchema,
  },
  'branch-page/leave': {
    ...FOR_STAFF,
    path: '/v1/branch-page/leave',
    summary: 'Ends the session',
    body: pageNothingSchema,
    answer: pageDoneAnswerSchema,
  },
} as const;
