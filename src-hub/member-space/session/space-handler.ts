import type { SpaceAnswer, SpaceBody, SpaceCall } from '../../../src-shared/hub-api/space-calls.ts';
import type { Asker } from '../../codes/code-limits.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';

export interface SpaceContext {
  readonly deps: HubDeps;
  /** The calling kiosk or website. */
  readonly caller: Asker;
  /** Live, of the calling kiosk, and allowed to make this call. */
  readonly session: SpaceSession;
}

/** Answers one call. It must read data of `session.subject` only: an id in the body counts only together with it. */
export type SpaceHandler<Name extends SpaceCall> = (
  context: SpaceContext,
  body: SpaceBody<Name>,
) => Promise<SpaceAnswer<Name>>;
