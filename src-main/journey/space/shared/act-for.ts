import { askSpace, type Asked } from '../../steps/loaded.ts';
import type { Services } from '../../steps/services.ts';
import type { Space } from '../../steps/space.ts';
import { homeOf, type SpaceStepAt } from '../../steps/space-steps.ts';

/**
 * Chooses for whom to act. Nothing is shown after it before head office has said for whom the session acts now: an
 * answer that was lost would else show one person's data under another's name.
 * @param delegation null: for oneself again
 * @param undone what the screen itself says when nothing was chosen; without it, it has no words for that
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
      return ownAgain(space);
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
      // It was asked in vain, and the screen it was asked on can say so.
      if (isLost && isSame(status, space) && undone) return undone('offline');
      return stepAfterStatus(space, status);
    }
  }
}

/** The home of whoever the session acts for, by what head office tells; without an answer nothing more is asked. */
function stepAfterStatus(space: Space, status: Asked<'status'>): SpaceStepAt<'space-home'> {
  switch (status.result) {
    case 'ok':
      return homeOf({ ...space, elsewhere: status.elsewhere, acting: status.acting });
    case 'mandate-ended':
      return ownAgain(space);
    case 'offline':
      return homeOf({ ...space, session: null, doubted: space.session });
    default:
      return homeOf({ ...space, session: null });
  }
}

/** The home again, once head office can tell for whom the session acts. @returns null while it cannot */
export async function withoutDoubt(
  space: Space,
  services: Services,
): Promise<SpaceStepAt<'space-home'> | null> {
  const known = { ...space, session: space.doubted, doubted: null };
  const status = await askSpace(services, known, 'status', {});
  return status.result === 'offline' ? null : stepAfterStatus(known, status);
}

/** Whether head office says the same of whom the session acts for as is shown. */
export function isSame(status: Extract<Asked<'status'>, { result: 'ok' }>, { acting }: Space): boolean {
  return status.acting?.delegation === acting?.delegation;
}

/** The delegation under which one acted has ended: one's own space again, and it is said why. */
export function ownAgain(space: Space): SpaceStepAt<'space-home'> {
  return homeOf({ ...space, acting: null }, 'mandate-ended');
}
