import path from 'node:path';
import { z } from 'zod';
import { commandGroup } from '../../../cli/command-group.ts';
import { defineCommand, done, notDone } from '../../../cli/define-command.ts';
import { anyText, argument, oneOf, option, readPrivately, type TextReader } from '../../../cli/parameters.ts';
import { ACTOR } from '../../../cli/help-text.ts';
import { REQUEST_STATES } from '../../../../src-shared/hub-api/space-data.ts';
import { REQUEST_KINDS } from '../../../../src-shared/member-requests/request-kinds.ts';
import { LONGEST_REPLY } from '../../../../src-shared/policy/requests.ts';
import { FILE_PARAMETERS, fileProblems, readOptions } from '../../../people/imports/import-command.ts';
import { ANSWER_WORDS } from './answer-words.ts';
import { ANSWER_COLUMNS } from './import-answers.ts';
import { answerRequest } from './answer-request.ts';
import { ANSWER_STATES, answerSchema } from './answer-rule.ts';
import { exportRequestsTold, importAnswersTold } from './requests-files.ts';
import { listedRequests, requestLines } from './list-requests.ts';
import { readRequestName } from './request-name.ts';
import { showRequest } from './show-request.ts';

const request = argument(
  'RECEIPT',
  'receipt number, or the id that `requests show` tells when two requests have one receipt',
  readPrivately(readRequestName, 'is neither a receipt number, such as KT4M-7XWA, nor an id'),
);

const listCommand = defineCommand({
  name: 'requests list',
  summary: 'Lists the newest requests of the member space, without people and contents',
  takes: {
    kind: option('KIND', `only these: ${REQUEST_KINDS.join(', ')}`, oneOf(REQUEST_KINDS)),
    state: option('STATE', `only these: ${REQUEST_STATES.join(', ')}`, oneOf(REQUEST_STATES)),
  },
  effect: 'reads',
  examples: ['', '--kind address --state received', '--json'],
  run: async ({ kind, state }, deps) => {
    const list = await listedRequests(deps, { kind: kind ?? null, state: state ?? null });
    return done(requestLines(list), { ...list });
  },
});

const showCommand = defineCommand({
  name: 'requests show',
  summary: 'Tells a request with its content and its person; the log notes that it was read',
  takes: { request },
  effect: 'reads',
  needs: ['secret'],
  notDoneWhen: 'no request has this receipt',
  examples: ['KT4M-7XWA'],
  run: ({ request }, deps) => showRequest(deps, request),
});

const answerCommand = defineCommand({
  name: 'requests answer',
  summary: 'Answers a request; the member sees it in the member space, and by mail if an address is on file',
  takes: {
    request,
    state: argument('STATE', ANSWER_STATES.join(', '), oneOf(ANSWER_STATES)),
    reply: option(
      'TEXT',
      `words for the member, at most ${LONGEST_REPLY} characters; a refusal needs them`,
      readPrivately(
        (text) => (answerSchema.safeParse({ state: 'done', reply: text }).success ? text : null),
        `is longer than ${LONGEST_REPLY} characters, or has a control character`,
      ),
    ),
  },
  effect: 'changes',
  audited: { concerns: ({ request, state }) => `request ${request.value}, ${state}`, keeps: ['result'] },
  needs: ['secret'],
  notDoneWhen: 'there is no such request, or it cannot get this answer any more',
  examples: [
    `KT4M-7XWA done ${ACTOR}`,
    `KT4M-7XWA refused --reply "La pièce jointe est illisible." ${ACTOR}`,
  ],
  check: ({ state, reply = null }) =>
    answerSchema.safeParse({ state, reply }).success ? [] : ['--reply is missing: a refusal needs a reply.'],
  run: async ({ request, state, reply = null }, deps) => {
    const result = await answerRequest(deps, request, answerSchema.parse({ state, reply }));
    const isDone = result === 'answered' || result === 'same';
    return (isDone ? done : notDone)([ANSWER_WORDS[result]], { result });
  },
});

const readMoment: TextReader<Date> = (text) => {
  const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text);
  return moment.success
    ? { ok: true, value: new Date(moment.data) }
    : { ok: false, problem: 'is no moment such as 2027-06-30 or 2027-06-30T08:00:00Z' };
};

const exportCommand = defineCommand({
  name: 'requests export',
  summary: 'Writes requests that came or changed, with their contents, to a file for a back office',
  takes: {
    file: argument('FILE', 'NDJSON file that only its owner can read; one of this name is replaced', anyText),
    since: option('MOMENT', 'only what came or changed since; the last export told it', readMoment),
  },
  effect: 'reads',
  needs: ['secret'],
  notDoneWhen: 'the file cannot be written, or the content of a request cannot be opened',
  examples: ['requests.ndjson', 'requests.ndjson --since 2026-11-28T22:55:00Z'],
  run: ({ file, since = new Date(0) }, deps, { progress }) => exportRequestsTold(deps, file, since, progress),
});

const importCommand = defineCommand({
  name: 'requests import',
  summary: 'Takes the answers of a back office',
  takes: FILE_PARAMETERS,
  effect: 'changes',
  audited: {
    concerns: ({ file }) => `file ${path.basename(file)}`,
    keeps: ['read', 'answered', 'same', 'refused'],
    inParts: true,
  },
  needs: ['secret'],
  setsRowsAside: true,
  notDoneWhen: 'the file cannot be read to its end, or no row of it is good',
  examples: [`answers.csv ${ACTOR}`, `answers.csv --dry-run ${ACTOR}`],
  check: fileProblems,
  run: async (given, deps, { dryRun, progress }) => {
    const read = readOptions(given, ANSWER_COLUMNS);
    return read.ok ? importAnswersTold(deps, { ...read.options, dryRun }, progress) : read.told;
  },
});

/** `requests`: lists, shows, answers, exports and imports requests of the member space. */
export const requestsCommand = commandGroup('requests', [
  listCommand,
  showCommand,
  answerCommand,
  exportCommand,
  importCommand,
]);
