import type { Screen, ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Block } from '../../../src-shared/values/blocks.ts';

/** Why a visitor cannot go on. */
export interface Blocked {
  readonly kind: Block;
  /** Wall-clock moment at which it opens; null: it does not depend on time. */
  readonly until: number | null;
}

type ProblemKind = NonNullable<Extract<Screen, { problem: unknown }>['problem']>['kind'];

/** Problems that mean the same on every screen; null: what was typed is wrong, which the screen itself tells. */
const EVERYWHERE: Readonly<Record<ProblemKind, Block | null>> = {
  malformed: null,
  field: null,
  mismatch: null,
  'email-malformed': null,
  loading: null,
  'not-allowed': null,
  yourself: null,
  already: null,
  gone: null,
  nobody: null,
  'resend-too-early': null,
  'not-ready': null,
  'ticket-refused': null,
  'ticket-paused': 'kiosk-paused',
  'other-branch': null,
  'challenge-missed': 'anti-robot',
  'challenge-expired': 'anti-robot',
  unknown: 'unknown-number',
  paused: 'numbers-paused',
  'email-paused': 'channel-closed',
  offline: 'head-office-away',
  'tries-exhausted': 'code-tries',
  'sends-exhausted': 'code-sends',
  'channel-closed': 'channel-closed',
  'not-now': 'letter-wait',
  'kiosk-paused': 'kiosk-paused',
  wrong: 'code-wrong',
  expired: 'code-expired',
  superseded: 'code-expired',
  used: 'letter-code-used',
  locked: 'code-tries',
  refused: 'password-refused',
  unconfirmed: 'login-wait',
  delayed: 'login-wait',
  'email-taken': 'email-taken',
};

/** Where a problem means something else. */
const ON_SCREEN: Partial<Record<Screen['id'], Partial<Record<ProblemKind, Block>>>> = {
  login: { wrong: 'login-wrong' },
  'letter-code': {
    wrong: 'letter-code-wrong',
    expired: 'letter-code-expired',
    used: 'letter-code-used',
    locked: 'letter-code-tries',
  },
  activate: {
    wrong: 'provisional-wrong',
    expired: 'provisional-expired',
    used: 'provisional-expired',
    locked: 'provisional-tries',
  },
  'anti-robot': { paused: 'anti-robot' },
};

/** What keeps a visitor from going on at a screen, in one word; null: nothing. */
export function blockOf(screen: Screen): Blocked | null {
  const problem = 'problem' in screen ? screen.problem : null;
  if (problem !== null) {
    const kind = ON_SCREEN[screen.id]?.[problem.kind] ?? EVERYWHERE[problem.kind];
    return kind === null ? null : { kind, until: 'until' in problem ? problem.until : null };
  }
  if (screen.id === 'enter-code') return ofDelivery(screen);
  return screen.id === 'choose-channel' ? ofChoice(screen) : null;
}

function ofDelivery({ delivery, line }: ScreenOf<'enter-code'>): Blocked | null {
  if (line === 'down') return { kind: 'head-office-away', until: null };
  if (delivery === 'refused') return { kind: 'code-refused', until: null };
  return delivery === 'late' ? { kind: 'code-late', until: null } : null;
}

function ofChoice({ offers, line }: ScreenOf<'choose-channel'>): Blocked | null {
  if (line === 'down') return { kind: 'head-office-away', until: null };
  const open = offers.filter(({ nextAt }) => nextAt === null);
  return open.length > 0 ? null : { kind: 'no-channel', until: offers[0]?.nextAt ?? null };
}
