import type {
  SpaceAnswer,
  SpaceBody,
  SpaceCall,
  SpaceDone,
} from '../../../src-shared/hub-api/space-calls.ts';
import type { Services } from './services.ts';
import type { Space } from './space.ts';

/** A screen waits so long for head office, in milliseconds, before it is shown without its data. */
const PATIENCE = 300;

/** What a call came to. `offline`: head office did not answer; `closed`: this login has no session, or no longer. */
export type Asked<Name extends SpaceCall> =
  | Exclude<SpaceAnswer<Name>, { result: 'ended' }>
  | { readonly result: 'offline' }
  | { readonly result: 'closed' };

/** What head office tells for a screen, and how far that has come. */
export type Loaded<Name extends SpaceCall> =
  | { readonly state: 'loading'; readonly answer: Promise<Asked<Name>> }
  | { readonly state: 'offline' }
  | { readonly state: 'closed' }
  | { readonly state: 'ready'; readonly value: SpaceDone<Name> };

/** Why head office did nothing at all of what was asked, whatever it was. */
export type Refusal = 'offline' | 'closed' | 'not-allowed' | 'mandate-ended';

const REFUSALS: ReadonlySet<string> = new Set<Refusal>(['offline', 'closed', 'not-allowed', 'mandate-ended']);

/** Whether it is an answer that says nothing but that nothing was done. */
export function isRefusal<Answer extends { readonly result: string }>(
  answer: Answer,
): answer is Extract<Answer, { result: Refusal }> {
  return REFUSALS.has(answer.result);
}

/** Asks head office for the person in whose space one is; never fails. */
export async function askSpace<Name extends SpaceCall>(
  { headOffice }: Pick<Services, 'headOffice'>,
  { session, doubted }: Pick<Space, 'session' | 'doubted'>,
  name: Name,
  body: SpaceBody<Name>,
): Promise<Asked<Name>> {
  if (headOffice === null) return { result: 'closed' };
  if (session === null) return { result: doubted === null ? 'closed' : 'offline' };
  const answer = await headOffice.space(session, name, body);
  if (!answer.ok) return { result: 'offline' };
  return answer.value.result === 'ended' ? { result: 'closed' } : (answer.value as Asked<Name>);
}

/**
 * Begins to ask, and waits a moment for the answer: with a quick line there is no screen without data between.
 * @returns `loading` with the answer to come when it is slow; `mandate-ended`: see `ownAgain`
 */
export async function load<Name extends SpaceCall>(
  services: Pick<Services, 'headOffice' | 'timers'>,
  space: Pick<Space, 'session' | 'doubted'>,
  name: Name,
  body: SpaceBody<Name>,
): Promise<Loaded<Name> | 'mandate-ended'> {
  const answer = askSpace(services, space, name, body);
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = services.timers.after(PATIENCE, () => resolve(null));
  });
  const early = await Promise.race([answer, late]);
  cancel();
  if (early === null) return { state: 'loading', answer };
  return early.result === 'mandate-ended' ? early.result : settled(early);
}

/** An answer that comes later than a visitor should wait for a screen. */
export interface Pending<At> {
  readonly answer: Promise<{ readonly result: string }>;
  /** The step once the answer is there. */
  readonly arrived: () => Promise<At>;
}

/** What a step still waits for, of one of its parts. @param put the step with that part changed */
export function arriving<Name extends SpaceCall, At>(
  loaded: Loaded<Name> | null,
  put: (loaded: Loaded<Name>) => At,
): Pending<At> | null {
  if (loaded?.state !== 'loading') return null;
  const { answer } = loaded;
  return { answer, arrived: async () => put(settled(await answer)) };
}

/** What a screen shows of an answer. Whoever may not see it is as good as logged out of it. */
export function settled<Name extends SpaceCall>(asked: Asked<Name>): Loaded<Name> {
  const { result } = asked;
  if (result === 'ok') return { state: 'ready', value: asked as SpaceDone<Name> };
  return { state: result === 'offline' ? 'offline' : 'closed' };
}

/** The part of a {@link Loaded} that goes to the page. @param loaded null: not asked for yet */
export function shown<Name extends SpaceCall>(
  loaded: Loaded<Name> | null,
): { state: 'loading' | 'offline' | 'closed' } | ({ state: 'ready' } & Omit<SpaceDone<Name>, 'result'>) {
  if (loaded?.state !== 'ready') return { state: loaded?.state ?? 'loading' };
  const value: Omit<SpaceDone<Name>, 'result'> & { result?: 'ok' } = { ...loaded.value };
  delete value.result;
  return { state: 'ready', ...value };
}
