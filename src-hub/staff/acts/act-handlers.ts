import type { StaffActAnswer, StaffActKind } from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { ReadBody } from '../../../src-shared/hub-api/hub-calls.ts';
import { askerOf, type Asker } from '../../codes/code-limits.ts';
import { codeLock } from '../../codes/sent-codes.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HandlersOf } from '../../http/handlers.ts';
import { recordAct } from '../staff-record.ts';
import { refusedAct, type ActResult, type ActRun, type AllowedAct } from './act.ts';
import { allowAct, type Allowed, type AskedAct } from './allow-act.ts';
import { correctContact } from './correct-contact.ts';
import { giveTry } from './give-try.ts';
import { resendCode } from './resend-code.ts';
import { checkSecond } from './second-adviser.ts';
import { startLetter } from './start-letter.ts';

type Asked = ReadBody<'staff/act'>;

/** Its effect is at the kiosk; here it is kept who did it. */
const noted = (kind: 'attest-anti-robot' | 'help-account') => (): Promise<ActResult> =>
  Promise.resolve({ answer: { result: 'done', kind } });

/** What is done within the transaction that records it. */
const RUNS: { readonly [Kind in StaffActKind]: ActRun<Kind> | null } = {
  'give-try': giveTry,
  'resend-code': null,
  'start-letter': startLetter,
  'correct-contact': correctContact,
  'attest-anti-robot': noted('attest-anti-robot'),
  'help-account': noted('help-account'),
};

/** Handler of `POST /v1/staff/act`: what an adviser does for the member who stands in the visit. */
export function staffActHandlers(deps: HubDeps): HandlersOf<'staff/act'> {
  return {
    'staff/act': async ({ caller, body, request }) => {
      const answer = await doAct(deps, askerOf(caller, request), body);
      deps.metrics.attempt('staff-act', answer.result === 'done' ? 'done' : answer.why);
      return answer;
    },
  };
}

async function doAct(deps: HubDeps, asker: Asker, body: Asked): Promise<StaffActAnswer> {
  const asked: AskedAct = {
    kiosk: asker.client.id,
    session: body.session.toLowerCase(),
    visit: body.visit.toLowerCase(),
    id: body.id.toLowerCase(),
    kind: body.act.kind,
  };
  const first = await allowAct(deps.database, deps, asked);
  const outside = first.ok ? await doBefore(deps, asker, body, first) : { result: null, facts: {} };
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      await lockPeople(connection, locksOf(first));
      // Judged again under the locks: the day, the visit and the session may have ended meanwhile.
      const allowed = outside.result === null ? await allowAct(connection, deps, asked) : first;
      const result = outside.result ?? (await runWithin(connection, deps, asker, body, allowed));
      const facts = { ...result.facts, ...outside.facts };
      await record(connection, deps, asked, body, allowed, { ...result, facts });
      return result.answer;
    }),
  );
}

function locksOf(allowed: Allowed): string[] {
  const { session } = allowed;
  if (session === null) return [];
  const subject = allowed.ok ? allowed.subject : null;
  const member = subject === null ? [] : [subject, codeLock(subject)];
  return [`staff-acts:${session.person.id}`, ...member];
}

/**
 * What has transactions of its own: a code that is sent, and the check of a second adviser.
 * `result`: null: the act itself is still to be done.
 */
async function doBefore(
  deps: HubDeps,
  asker: Asker,
  body: Asked,
  allowed: Allowed & { ok: true },
): Promise<{ readonly result: ActResult | null; readonly facts: Readonly<Record<string, string>> }> {
  const { act } = body;
  if (act.kind === 'resend-code') {
    const sent = await resendCode(deps, allowedActOf(asker, body, allowed) as AllowedAct<'resend-code'>);
    return { result: sent, facts: {} };
  }
  if (act.kind !== 'correct-contact' || allowed.isRepeated) return { result: null, facts: {} };
  const second = await checkSecond(deps, allowed.session, act.second);
  if (!second.ok) return { result: second.refusal, facts: {} };
  return { result: null, facts: second.badge === null ? {} : { 'second-badge': second.badge } };
}

function runWithin(
  connection: HubConnection,
  deps: HubDeps,
  asker: Asker,
  body: Asked,
  allowed: Allowed,
): Promise<ActResult> {
  if (!allowed.ok) return Promise.resolve(refusedAct(allowed.why));
  const run = RUNS[body.act.kind] as ActRun<StaffActKind> | null;
  if (run === null) throw new Error(`${body.act.kind} was not done`);
  return run(connection, deps, allowedActOf(asker, body, allowed));
}

function allowedActOf(
  asker: Asker,
  body: Asked,
  { session, subject, isRepeated }: Allowed & { ok: true },
): AllowedAct<StaffActKind> {
  const { act } = body;
  const visit = body.visit.toLowerCase();
  return { id: body.id.toLowerCase(), act, session, visit, subject: subject ?? '', asker, isRepeated };
}

/** Each act once, and each refusal of somebody who stands there. */
async function record(
  connection: HubConnection,
  deps: HubDeps,
  { kiosk, visit, id, kind }: AskedAct,
  { reason }: Asked,
  allowed: Allowed,
  { answer, facts = {} }: ActResult,
): Promise<void> {
  if (allowed.session === null || (allowed.ok && allowed.isRepeated)) return;
  const { person, branch } = allowed.session;
  const isDone = answer.result === 'done';
  await recordAct(connection, deps, {
    ...{ person, kiosk, branch, visit, act: kind, reason, facts },
    ...{ outcome: isDone ? 'done' : answer.why, subject: allowed.ok ? allowed.subject : null },
    ...(isDone ? { id } : {}),
  });
}
