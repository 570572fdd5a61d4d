import type { Challenge } from '../../src-shared/journey/challenge.ts';
import { DEFAULT_PANEL } from '../../src-shared/journey/panel.ts';
import { DEFAULT_SCANNER } from '../../src-shared/journey/scanner-settings.ts';
import type { Screen } from '../../src-shared/journey/screens.ts';
import { DEFAULT_STAFF_GESTURE } from '../../src-shared/journey/staff-gesture.ts';
import type { View } from '../../src-shared/journey/view.ts';

/** A state of the page to look at. */
export interface Sample {
  /** Name of its screenshot's file. */
  readonly name: string;
  readonly view: View;
  /** Touches and keys that lead to the state, in order: `data-action` names, `#code` of a key, or `"text` to type. */
  readonly steps?: readonly string[];
}

const BASE: Omit<View, 'screen'> = {
  serial: 1,
  language: 'fr',
  textSize: 'normal',
  highContrast: false,
  sound: true,
  agency: {
    name: 'MCRN · Nantes',
    address: '4 place des Jacobins, 44000 Nantes',
    phone: '02 40 89 22 91',
    email: 'infos@mcrn.fr',
    website: 'mutuellemcrn.fr',
  },
  timeZone: 'Europe/Paris',
  scanner: DEFAULT_SCANNER,
  panel: DEFAULT_PANEL,
  progress: null,
  canGoBack: true,
  canLeave: true,
  idle: null,
  staffNotice: null,
  gesture: DEFAULT_STAFF_GESTURE,
  parked: false,
  draft: 0,
  call: { state: 'none', by: null },
  canStepAside: false,
};

const STEP: Partial<Record<Screen['id'], number>> = {
  identify: 1,
  'choose-channel': 2,
  'enter-code': 3,
  'define-password': 4,
};

/** A view of a screen, in French and normal size. */
export function view(screen: Screen, changes: Partial<View> = {}): View {
  const step = STEP[screen.id];
  return {
    ...BASE,
    progress: step === undefined ? null : { step, of: 4 },
    // On the idle screen nobody is called.
    ...(screen.id === 'attract' && { call: null }),
    ...changes,
    screen,
  };
}

const SHAPES = [
  '<circle cx="50" cy="50" r="38"/>',
  '<rect x="14" y="14" width="72" height="72" rx="8"/>',
  '<path d="M50 10 90 86H10Z"/>',
  '<path d="M50 8 62 40h32L68 60l10 32-28-20-28 20 10-32L6 40h32Z"/>',
  '<path d="M50 88C10 58 10 22 32 20c10 0 16 8 18 14 2-6 8-14 18-14 22 2 22 38-18 68Z"/>',
  '<path d="M10 40h80v24H10Z"/>',
  '<ellipse cx="50" cy="50" rx="40" ry="22"/>',
  '<path d="M50 10 88 50 50 90 12 50Z"/>',
];
const COLOURS = ['#c2410c', '#0f766e', '#1d4ed8', '#a16207', '#be185d', '#4d7c0f', '#7e22ce', '#0369a1'];

/** A challenge with pictures. */
export const PICTURES: Challenge = {
  way: 'picture',
  id: 'sample-challenge-01',
  word: 'vélo',
  pictures: SHAPES.map((shape, index) => ({
    id: `sample-picture-0${index}`,
    image: `data:image/svg+xml,${encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="${COLOURS[index]}">${shape}</svg>`,
    )}`,
  })),
  expiresIn: 120_000,
};

/** A challenge with a riddle. */
export const QUESTION: Challenge = {
  way: 'question',
  id: 'sample-challenge-02',
  question: 'Il a deux roues, des pédales et un guidon. Qu’est-ce que c’est ?',
  expiresIn: 120_000,
};

/** A challenge with letters; main's are harder to read. */
export const TEXT: Challenge = {
  way: 'text',
  id: 'sample-challenge-03',
  image: `data:image/svg+xml,${encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path fill="none" stroke="#1d4ed8" stroke-width="9" d="M20 80 40 20l20 60M26 60h28M90 20v60h36M160 80V20l40 60V20M230 20h40M250 20v60"/></svg>',
  )}`,
  expiresIn: 120_000,
};

/** Touches that type digits on a pad. */
export function touchDigits(digits: string): string[] {
  return Array.from(digits, (digit) => `key-${digit}`);
}

/** A password that breaks no rule, and is nobody's. */
export const PASSWORD = '"Nantes-Loire44';
