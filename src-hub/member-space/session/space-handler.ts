import type { SpaceAnswer, SpaceBody, SpaceCall } from '../../../src-shared/hub-api/space-calls.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';

/** What a call of the member space works with. */
export interface SpaceContext {
  readonly deps: HubDeps;
  /** Lives, is of the calling kiosk, and allows what the call needs. */
  readonly session: SpaceSession;
}

/**
 * Answers one call. Data is looked for under `session.subject` and nothing else; ids of the body count only together
 * with it.
 */
export type SpaceHandler<Name extends SpaceCall> = (
  context: SpaceContext,
  body: SpaceBody<Name>,
) => Promise<SpaceAnswer<Name>>;
