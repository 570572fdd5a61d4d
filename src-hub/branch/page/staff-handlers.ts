import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { STAFF_CALLS } from '../../../src-shared/hub-api/staff/staff-calls.ts';
import { Gate } from '../../credentials/logins/gate.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { StaffCaller } from '../../http/caller.ts';
import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import { staffById, type StaffPerson } from '../../staff/staff-people.ts';
import { readBranch } from './branch-view.ts';
import { LivePages, stateFor } from './live-pages.ts';
import { endFirstUse, openFirstUse } from './page-first-use.ts';
import { logInToPage, unlockPage } from './page-login.ts';
import { cookieOf, endPage, findPage, originOf, pageToken, touchPage } from './page-session.ts';
import { closeCall, takeCall } from './take-call.ts';

/** One check of a password takes 64 MiB and about 0.2 s of a core. */
const LIMITS = { running: 2, waiting: 32 };

const BUSY = new Refusal('unavailable', 'too many logins at once; try again in some seconds');
const ENDED = new Refusal('not-logged-in', 'the session has ended: log in anew');
const LOCKED = { result: 'page-locked' } as const;

/** Handlers of the calls that staff make, from the branch page. @param app it ends the open pages with its own end */
export function staffHandlers(deps: HubDeps, app: FastifyInstance): HandlersOf<keyof typeof STAFF_CALLS> {
  const gate = new Gate(LIMITS);
  const live = new LivePages(deps);
  app.addHook('onClose', () => live.close());
  const readerOf = ({ staff }: StaffCaller): Promise<StaffPerson | null> => staffById(deps.database, staff);
  /** Another adviser at the same browser: the cookie that is replaced would stand on without its page. */
  const leaveFormer = async (request: FastifyRequest): Promise<void> => {
    const token = pageToken(request.headers);
    const former = token === null ? null : await findPage(deps, token, originOf(request));
    if (former === null) return;
    await endPage(deps, former.id);
    live.end(former.id);
  };
  return {
    'branch-page/login': async ({ body, request, reply }) => {
      const answer = await gate.run(() => logInToPage(deps, body, originOf(request)));
      deps.metrics.attempt('branch-page', answer?.result ?? 'unavailable');
      if (answer === null) return BUSY;
      if (answer.result !== 'in') return answer;
      await leaveFormer(request);
      void reply.headers({ 'set-cookie': cookieOf(answer.token), 'cache-control': 'no-store' });
      return { result: 'in', csrf: answer.csrf };
    },
    'branch-page/first-use': async ({ body, request, reply }) => {
      void reply.header('cache-control', 'no-store');
      return (await gate.run(() => openFirstUse(deps, body, originOf(request).network))) ?? BUSY;
    },
    'branch-page/set-up': async ({ body, request, reply }) => {
      void reply.header('cache-control', 'no-store');
      return (await gate.run(() => endFirstUse(deps, body, originOf(request).network))) ?? BUSY;
    },
    'branch-page/state': async ({ caller, reply }) => {
      const person = await readerOf(caller);
      if (person === null) return ENDED;
      void reply.header('cache-control', 'no-store');
      const view = await readBranch(deps.database, person.branch, deps.now());
      return stateFor(view, { caller, person, isLocked: caller.isLocked }, deps.now());
    },
    'branch-page/live': async ({ caller, reply }) => {
      const person = await readerOf(caller);
      if (person === null) return ENDED;
      const out = await live.add(caller, person);
      if (out === null) return new Refusal('too-many-requests', 'too many branch pages are open');
      // A proxy must not gather what is told at once.
      return reply
        .type('text/event-stream; charset=utf-8')
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .send(out);
    },
    'branch-page/take': async ({ caller, body }) => {
      if (caller.isLocked) return LOCKED;
      const person = await readerOf(caller);
      if (person === null) return ENDED;
      await touchPage(deps, caller.id);
      return takeCall(deps, person, body.call.toLowerCase());
    },
    'branch-page/close': async ({ caller, body }) => {
      if (caller.isLocked) return LOCKED;
      const person = await readerOf(caller);
      if (person === null) return ENDED;
      await touchPage(deps, caller.id);
      await closeCall(deps, person, body.call.toLowerCase());
      return { result: 'done' };
    },
    'branch-page/touch': async ({ caller }) => {
      if (caller.isLocked) return LOCKED;
      await touchPage(deps, caller.id);
      return { result: 'done' };
    },
    'branch-page/unlock': async ({ caller, body, request }) => {
      const person = await readerOf(caller);
      if (person === null) return ENDED;
      const shown = { page: caller.id, person, password: body.password };
      const answer = await gate.run(() => unlockPage(deps, shown, originOf(request)));
      if (answer?.result === 'done') live.unlock(caller.id);
      return answer ?? BUSY;
    },
    'branch-page/leave': async ({ caller, reply }) => {
      await endPage(deps, caller.id);
      live.end(caller.id);
      void reply.header('set-cookie', cookieOf(null));
      return { result: 'done' };
    },
  };
}
