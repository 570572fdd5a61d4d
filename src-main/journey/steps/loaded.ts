import type {
  SpaceAnswer,
  SpaceBody,
  SpaceCall,
  SpaceDone,
} from '../../../src-shared/hub-api/space-calls.ts';
import type { LoadState } from '../../../src-shared/journey/space-screens.ts';
import type { Services } from './services.ts';
import type { Space } from './space.ts';

/** Milliseconds that a screen waits for head office before it is shown without its data. */
const PATIENCE = 300;

/** What only a newer head office knows of an answer. */
interface Unread {
  /** How many rows or parts were left out; absent: none. */
  readonly unread?: number;
}

/** Result of a call. `offline`: head office did not answer. `closed`: this login has no session, or no longer. */
export type Asked<Name extends SpaceCall> =
  | (Exclude<SpaceAnswer<Name>, { result: 'ended' }> & Unread)
  | { readonly result: 'offline' }
  | { readonly result: 'closed' };

/** Data from head office for a screen, and their state. */
export type Loaded<Name extends SpaceCall> =
  | { readonly state: 'loading'; readonly answer: Promise<Asked<Name>> }
  | { readonly state: 'offline' }
  | { readonly state: 'closed' }
  | { readonly state: 'ready'; readonly value: SpaceDone<Name>; readonly unread: number };

/** Why head office refused a call completely. */
export type Refusal = 'offline' | 'closed' | 'not-allowed' | 'mandate-ended';

const REFUSALS: ReadonlySet<string> = new Set<Refusal>(['offline', 'closed', 'not-allowed', 'mandate-ended']);

/** Whether an answer is a refusal. */
export function isRefusal<Answer extends { readonly result: string }>(
  answer: Answer,
): answer is Extract<Answer, { result: Refusal }> {
  return REFUSALS.has(answer.result);
}

/** Makes a call for the person of the space; never throws. */
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
  if (answer.value.result === 'ended') return { result: 'closed' };
  const { value, unread } = answer;
  return { ...value, ...(unread !== undefined && { unread }) } as Asked<Name>;
}

/**
 * Makes a call and waits a short time for its answer, so that with a fast connection no screen without data appears.
 * @returns `loading` with the coming answer when it is slow; `mandate-ended`: see `ownHome`
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
  return early.result === 'mandate-ended' ? early.result : toLoaded(early);
}

/** An answer that comes after its screen is shown. */
export interface Pending<At> {
  readonly answer: Promise<{ readonly result: string }>;
  /** The step with the answer. */
  readonly arrived: () => Promise<At>;
}

/**
 * The answer that one part of a step still waits for.
 * @param put gives the step with that part changed
 */
export function pendingOn<Name extends SpaceCall, At>(
  loaded: Loaded<Name> | null,
  put: (loaded: Loaded<Name>) => At,
): Pending<At> | null {
  if (loaded?.state !== 'loading') return null;
  const { answer } = loaded;
  return { answer, arrived: async () => put(toLoaded(await answer)) };
}

/** The data of an answer, for a screen. A login that may not see them counts as closed. */
export function toLoaded<Name extends SpaceCall>(asked: Asked<Name>): Loaded<Name> {
  const { result } = asked;
  if (result === 'ok') {
    const { unread = 0, ...value } = asked as SpaceDone<Name> & Unread;
    return { state: 'ready', value: value as SpaceDone<Name>, unread };
  }
  return { state: result === 'offline' ? 'offline' : 'closed' };
}

/**
 * The part of a {@link Loaded} for the page.
 * @param loaded null: not asked for yet
 */
export function loadedView<Name extends SpaceCall>(
  loaded: Loaded<Name> | null,
): { state: Exclude<LoadState, 'ready'> } | ({ state: 'ready' } & Omit<SpaceDone<Name>, 'result'>) {
  if (loaded?.state !== 'ready') return { state: loaded?.state ?? 'loading' };
  const value: Omit<SpaceDone<Name>, 'result'> & { result?: 'ok' } = { ...loaded.value };
  delete value.result;
  return { state: 'ready', ...value };
}
