import { askSpace, type Asked } from '../../steps/loaded.ts';
import type { Services } from '../../steps/services.ts';
import type { Space } from '../../steps/space.ts';
import { homeOf, type SpaceStepAt } from '../../steps/space-steps.ts';

/**
 * Chooses for whom to act. Nothing is shown before head office has told for whom the session acts now: after a lost
 * answer, one person's data could appear under another's name.
 * @param delegation null: for oneself again
 * @param undone gives the step when nothing was chosen; absent: the screen cannot tell it
 * @returns null when nothing was chosen
 */
export async function actFor<Stay = never>(
  space: Space,
  delegation: string | null,
  services: Services,
  undone?: (kind: 'gone' | 'offline') => Stay,
): Promise<SpaceStepAt<'space-home'> | Stay | null> {
  const chosen = await askSpace(services, space, 'act-for', { delegation });
  switch (chosen.result) {
    case 'mandate-ended':
      return ownHome(space);
    case 'unknown':
      return undone?.('gone') ?? null;
    case 'not-allowed':
      return null;
    case 'closed':
      return homeOf({ ...space, session: null });
    case 'ok':
    case 'offline': {
      const status = await askSpace(services, space, 'status', {});
      const isLost = chosen.result === 'offline' && status.result === 'ok';
      // The choice had no effect; its screen can tell so.
      if (isLost && isSame(status, space) && undone) return undone('offline');
      return stepAfterStatus(space, status);
    }
  }
}

/**
 * The home of the person for whom the session acts, as head office tells. Without an answer, nothing more is asked
 * with the session.
 */
function stepAfterStatus(space: Space, status: Asked<'status'>): SpaceStepAt<'space-home'> {
  switch (status.result) {
    case 'ok':
      return homeOf({ ...space, elsewhere: status.elsewhere, acting: status.acting });
    case 'mandate-ended':
      return ownHome(space);
    case 'offline':
      return homeOf({ ...space, session: null, doubted: space.session });
    default:
      return homeOf({ ...space, session: null });
  }
}

/**
 * The home, after head office has told for whom the session acts.
 * @returns null when it cannot tell
 */
export async function resolveDoubt(
  space: Space,
  services: Services,
): Promise<SpaceStepAt<'space-home'> | null> {
  const known = { ...space, session: space.doubted, doubted: null };
  const status = await askSpace(services, known, 'status', {});
  return status.result === 'offline' ? null : stepAfterStatus(known, status);
}

/** Whether the session acts for the person on the screen. */
export function isSame(status: Extract<Asked<'status'>, { result: 'ok' }>, { acting }: Space): boolean {
  return status.acting?.delegation === acting?.delegation;
}

/** The delegation has ended: shows the person's own space and a notice. */
export function ownHome(space: Space): SpaceStepAt<'space-home'> {
  return homeOf({ ...space, acting: null }, 'mandate-ended');
}
