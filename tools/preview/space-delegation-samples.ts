import type { Screen } from '../../src-shared/journey/screens.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { DELEGATION_MONTHS } from '../../src-shared/policy/delegations.ts';
import { DELEGATION_ACTS, type Delegation } from '../../src-shared/hub-api/space-data.ts';
import { touchDigits, view, type Sample } from './sample.ts';
import { BAR } from './space-bar-sample.ts';
import { HOUR } from '../../src-shared/time/units.ts';

type DelegationScreen = Extract<Screen, { id: 'space-delegation' }>;

const LARGE_ENGLISH: Partial<View> = { textSize: 'largest', language: 'en' };

const id = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;

function delegation(now: number, place: number, changes: Partial<Delegation> = {}): Delegation {
  return {
    ...{ id: id(place), name: 'Noël Durand', kind: 'member', scope: 'ask', state: 'active' },
    ...{ offeredAt: now - 40 * 24 * HOUR, endsOn: '2026-06-02', lastUsedAt: now - 3 * 24 * HOUR },
    ...changes,
  };
}

/** Samples of the screen of delegations. */
export function delegationSamples(now: number): Sample[] {
  const given = [
    delegation(now, 1),
    delegation(now, 2, { name: 'Ana Ruiz', state: 'offered', scope: 'see', lastUsedAt: null }),
  ];
  const received = [
    delegation(now, 3, {
      name: 'Marie-Christine Exemple-de-la-Démonstration',
      kind: 'mandate',
      scope: 'all',
    }),
    delegation(now, 4, { name: 'Paul Lefèvre', state: 'offered', lastUsedAt: null }),
  ];
  const many = Array.from({ length: 300 }, (_, index) =>
    delegation(now, index + 10, { name: `Personne ${index + 1}`, kind: 'mandate' }),
  );
  const helper = { number: '012345679', familyName: 'Durand', name: 'Noël D.' };
  const screen = (changes: Partial<DelegationScreen> = {}): DelegationScreen => ({
    id: 'space-delegation',
    bar: BAR,
    content: { state: 'ready', given, received },
    months: [...DELEGATION_MONTHS],
    ...{ helper: null, code: null, journal: null, done: null, problem: null },
    ...changes,
  });
  const part = (
    name: string,
    steps: readonly string[],
    changes: Partial<DelegationScreen> = {},
  ): Sample[] => [
    { name: `space-delegation-${name}`, view: view(screen(changes)), steps },
    { name: `space-delegation-${name}-largest-en`, view: view(screen(changes), LARGE_ENGLISH), steps },
  ];
  const toName = ['name-helper', ...touchDigits('012345679'), 'submit'];
  const toScope = [...toName, '.family-name', '"Durand', 'submit'];
  const toConfirm = [...toScope, 'scope-ask', 'months-3'];
  const found = (name: string, problem: DelegationScreen['problem']): Sample => ({
    name: `space-delegation-${name}`,
    view: view(screen({ problem })),
    steps: toScope,
  });
  const rows = DELEGATION_ACTS.map((what, index) => ({
    ...{ what, at: now - index * 5 * HOUR },
    detail: what === 'sent-request' ? 'KT4M-7XWA' : what.endsWith('device') ? 'Téléphone de Zoé' : null,
  }));
  const journal = {
    delegation: id(1),
    content: { state: 'ready' as const, total: 20, page: 0, pages: 3, rows },
  };
  return [
    ...part('list', []),
    { name: 'space-delegation-list-contrast', view: view(screen(), { highContrast: true }) },
    ...part('none', [], { content: { state: 'ready', given: [], received: [] } }),
    {
      name: 'space-delegation-many',
      view: view(screen({ content: { state: 'ready', given: [], received: many } })),
      steps: ['next-page'],
    },
    {
      name: 'space-delegation-many-one',
      view: view(screen({ content: { state: 'ready', given: [], received: many.slice(0, 13) } })),
      steps: ['#Tab', '#Tab', '#Tab', '#Enter'],
    },
    { name: 'space-delegation-offline', view: view(screen({ content: { state: 'offline' } })) },
    ...part('number', toName.slice(0, -1)),
    ...part('name', toScope.slice(0, -1)),
    found('nobody', { kind: 'nobody', triesLeft: 4 }),
    found('yourself', { kind: 'yourself' }),
    found('already', { kind: 'already' }),
    found('locked', { kind: 'locked', until: now + 22 * HOUR }),
    found('name-offline', { kind: 'offline' }),
    ...part('scope', toScope, { helper }),
    ...part('months', [...toScope, 'scope-ask'], { helper }),
    ...part('confirm', toConfirm, { helper }),
    {
      name: 'space-delegation-revoke',
      view: view(screen({ content: { state: 'ready', given: given.slice(0, 1), received: [] } })),
      steps: ['revoke'],
    },
    { name: 'space-delegation-decline', view: view(screen(), LARGE_ENGLISH), steps: ['decline'] },
    ...part('journal', [], { journal }),
    ...(['offered', 'accepted', 'declined', 'revoked'] as const).map((done) => ({
      name: `space-delegation-done-${done}`,
      view: view(screen({ done })),
    })),
    {
      name: 'space-delegation-code',
      view: view(
        screen({
          code: {
            to: 'accept',
            ask: { offers: [{ channel: 'email', masked: '*****@*****' }], sent: null, problem: null },
          },
        }),
      ),
    },
  ];
}
