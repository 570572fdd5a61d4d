import { describe, expect, it } from 'vitest';
import type { Screen } from '../../../src-shared/journey/screens.ts';
import type { SpaceBar } from '../../../src-shared/journey/space-screens.ts';
import { samples } from '../../../tools/preview/sample-views.ts';
import { openPage } from '../support/page.ts';

const ACTING: SpaceBar = {
  name: 'Odette Exemple',
  acting: { helper: 'Zoé Exemple', scope: 'all', endsOn: '2027-03-01' },
  elsewhere: null,
  amountsHidden: false,
};

/** The screens that a helper may open. */
const FOR_HELPERS: readonly Screen['id'][] = [
  ...(['space-home', 'space-reimbursements', 'space-guarantees', 'space-documents'] as const),
  ...(['space-situation', 'space-question', 'space-devices', 'space-app'] as const),
];

/** What is the helper's own: the visit, what is typed, and the phone and login with which an application is opened. */
const OWN =
  /revenir à mon espace|votre question|votre mot \(|votre téléphone|votre identifiant et votre mot de passe|votre sécurité|rien de votre visite|après votre départ|à votre nom|ajouter un mot/giu;

/** The home as a helper with the widest scope has it: tilesOf in src-main, tested there. */
function homeOfHelper(screen: Extract<Screen, { id: 'space-home' }>): Screen {
  const tiles = screen.tiles.filter((tile) => tile !== 'space-address' && tile !== 'space-delegation');
  const { waiting } = screen;
  return {
    ...screen,
    tiles,
    notice: null,
    waiting: waiting.state === 'ready' ? { ...waiting, toConfirm: [] } : waiting,
  };
}

const THEIRS = samples(Date.UTC(2026, 10, 29, 9)).flatMap(({ name, view }) =>
  'bar' in view.screen &&
  // Only the member deletes a device, with a code; without head office nobody acts for another.
  !/devices-(?:channel|no-channel|paused|code|delete|wrong|unknown)|home-alone/u.test(name) &&
  FOR_HELPERS.includes(view.screen.id) &&
  view.language === 'fr'
    ? [{ name, view, screen: { ...view.screen, bar: ACTING } }]
    : [],
);

describe('the words for a helper', () => {
  it.each(THEIRS)('$name: nothing of the member is called mine or yours', async ({ view, screen, name }) => {
    // What waits to be confirmed is shown to the member alone.
    const shown = screen.id === 'space-home' ? homeOfHelper(screen) : screen;
    const page = await openPage(shown, view);
    const words = page.text.replaceAll(OWN, '');
    expect(words).not.toMatch(/(?<!\p{L})(?:mes|mon|ma|vos|votre|vôtre|mien)(?!\p{L})/iu);
    if (!name.includes('done'))
      expect(document.body.innerText).toContain(
        'Vous êtes dans l’espace d’Odette Exemple. Vous agissez pour cette personne',
      );
  });

  it('say de before a consonant', async () => {
    const [first] = THEIRS;
    if (first === undefined) throw new Error('no sample');
    const screen = { ...first.screen, bar: { ...ACTING, name: 'Zoé Exemple' } } as Screen;
    await openPage(screen);
    expect(document.body.innerText).toContain('Vous êtes dans l’espace de Zoé Exemple.');
  });
});
