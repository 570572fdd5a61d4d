import { type SpaceBar } from '../../src-shared/journey/space-screens.ts';
import { SPACE_SCREEN_IDS } from '../../src-shared/journey/space-screen-ids.ts';
import type { Screen, ScreenOf } from '../../src-shared/journey/screens.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { GUARANTEES } from '../../src-shared/values/member-space/guarantee.ts';
import type { ConnectedDevice, HeldGuarantee, Reimbursement } from '../../src-shared/hub-api/space-data.ts';
import { view, type Sample } from './sample.ts';
import { BAR } from './space-bar-sample.ts';
import { HOUR } from '../../src-shared/time/units.ts';

const REIMBURSEMENT: Reimbursement = {
  id: 'r-1',
  act: 'Consultation chez un généraliste',
  careOn: '2026-11-03',
  currency: 'EUR',
  paid: 3000,
  socialSecurity: 1950,
  mutual: 850,
  remains: 200,
  status: 'paid',
  paidOn: '2026-11-09',
};

/** Two pages of reimbursements: normal, pending, taken back, abroad; then a long act, and one that was refused. */
const REIMBURSEMENTS: Reimbursement[] = [
  REIMBURSEMENT,
  { ...REIMBURSEMENT, id: 'r-2', act: 'Détartrage', careOn: '2026-10-01', status: 'pending', paidOn: null },
  {
    ...REIMBURSEMENT,
    id: 'r-3',
    act: 'Régularisation',
    paid: 0,
    socialSecurity: -1250,
    mutual: -475,
    remains: 1725,
  },
  { ...REIMBURSEMENT, id: 'r-4', act: 'Radiographie à l’étranger', currency: 'CHF', paid: 21_050 },
  { ...REIMBURSEMENT, id: 'r-5', act: 'Consultation chez un ophtalmologiste, avec examens' },
  { ...REIMBURSEMENT, id: 'r-6', act: 'Cure thermale', mutual: 0, status: 'refused', paidOn: null },
];

/** The longest act and the largest amounts possible. */
const HUGE: Reimbursement = {
  ...REIMBURSEMENT,
  id: 'r-7',
  act: 'Hospitalisation complète en chambre particulière, avec forfait journalier et honoraires des chirurgiens',
  paid: 987_654_321_098,
  remains: -12_345_678_901,
};

/** Rows of a page, as head office gives them. */
const A_PAGE = 4;

const MONTHS = [12_050, 0, 8450, -1475, 31_200, 2310, 0, 0, 45_999, 1880, 850, 0];

const GUARANTEE_ITEMS: HeldGuarantee['items'] = [
  {
    field: 'general',
    label: 'Consultation d’un généraliste ou d’un spécialiste',
    covers: '100 % du tarif de la sécurité sociale',
  },
  { field: 'general', label: 'Médicaments', covers: '100 %' },
  { field: 'hospital', label: 'Chambre particulière', covers: '55 € par nuit' },
  { field: 'dental', label: 'Prothèses', covers: '250 %' },
  { field: 'optical', label: 'Monture et deux verres', covers: '300 € tous les deux ans' },
];

const device = (index: number, changes: Partial<ConnectedDevice> = {}): ConnectedDevice => ({
  id: `0b2c7a54-2c1d-4c8e-9a53-7d1f0c5e1a0${index}`,
  name: 'Téléphone de Zoé',
  kind: 'phone',
  registeredAt: Date.UTC(2026, 2, 3, 9),
  lastUsedAt: Date.UTC(2026, 10, 21, 17, 4),
  place: 'Nantes',
  state: 'active',
  ...changes,
});

const DEVICES = [
  device(0),
  device(1, { name: 'Tablette du salon', kind: 'tablet', place: null, state: 'blocked' }),
  device(2, { name: 'OrdinateurAuNomTresLongQuePersonneNeSauraitCouper-0123456789', kind: 'computer' }),
  device(3, { name: 'Ancien téléphone', lastUsedAt: Date.UTC(2024, 0, 1, 9) }),
];

/** Squares that look like a QR code, without meaning. */
const SQUARES = Array.from({ length: 29 }, (_, y) =>
  Array.from({ length: 29 }, (__, x) => ((x * x * 7 + y * y * 11 + x * y) % 5 < 2 ? '1' : '0')).join(''),
);

/** A device and a delegation wait since a new password. */
const WAITING: Extract<ScreenOf<'space-home'>['waiting'], { state: 'ready' }>['toConfirm'] = [
  {
    ...{ kind: 'device', id: '7c9e6679-7425-40de-944b-e07fc1f90ae7', name: 'Téléphone de Zoé' },
    ...{ registeredAt: Date.UTC(2026, 1, 1), lastUsedAt: Date.UTC(2026, 2, 1) },
  },
  {
    ...{ kind: 'delegation', id: '7c9e6679-7425-40de-944b-e07fc1f90ae8', name: 'Noël Durand' },
    ...{ scope: 'ask', endsOn: '2026-06-02' },
  },
];

const toConfirm = (some: typeof WAITING): Screen =>
  home({
    waiting: {
      ...{ state: 'ready', latest: REIMBURSEMENT, open: 1, answered: 2 },
      ...{ blockedDevices: 0, offers: 0, helped: 0, toConfirm: some },
    },
  });

const home = (changes: Partial<ScreenOf<'space-home'>> = {}): Screen => ({
  id: 'space-home',
  bar: BAR,
  givenName: 'Zoé',
  familyName: 'Exemple',
  tiles: [...SPACE_SCREEN_IDS],
  hasData: true,
  waiting: {
    ...{ state: 'ready', latest: REIMBURSEMENT, open: 1, answered: 2 },
    ...{ blockedDevices: 1, offers: 0, helped: 3, toConfirm: [] },
  },
  notice: null,
  ...changes,
});

type Reimbursements = ScreenOf<'space-reimbursements'>;
type Listed = Extract<Reimbursements['content'], { state: 'ready' }>;

const reimbursements = (changes: Partial<Listed> = {}, bar = BAR, year: number | null = null): Screen => ({
  id: 'space-reimbursements',
  bar,
  year,
  content: {
    state: 'ready',
    ...{ total: 10_000, page: 41, pages: 1667, rows: REIMBURSEMENTS.slice(0, A_PAGE) },
    years: [2026, 2025, 2024, 2023, 2022, 2021],
    chart: { year: 2026, months: MONTHS },
    ...changes,
  },
});

const guarantees = (content?: ScreenOf<'space-guarantees'>['content']): Screen => ({
  id: 'space-guarantees',
  bar: BAR,
  content: content ?? {
    state: 'ready',
    guarantees: GUARANTEES.map((id, index) => ({
      id,
      held: index === 1 || index === 3,
      since: index === 1 ? '2019-01-01' : index === 3 ? '2031-01-01' : null,
      items: index === 5 ? [] : GUARANTEE_ITEMS.slice(index === 4 ? 4 : 0),
    })),
  },
});

const app = (changes: Partial<ScreenOf<'space-app'>> = {}): Screen => ({
  id: 'space-app',
  bar: BAR,
  links: [
    {
      store: 'android',
      address: 'https://play.google.com/store/apps/details?id=fr.mutuelle.test',
      squares: SQUARES,
    },
    { store: 'ios', address: 'https://apps.apple.com/fr/app/id0000000000', squares: SQUARES },
  ],
  ...changes,
});

type Devices = ScreenOf<'space-devices'>;

const devices = (changes: Partial<Devices> = {}): Screen => ({
  id: 'space-devices',
  bar: BAR,
  content: {
    state: 'ready',
    devices: DEVICES,
    visits: [
      { place: 'Nantes', at: Date.UTC(2026, 10, 22, 9) },
      { place: 'Saint-Nazaire', at: Date.UTC(2026, 2, 1, 9) },
    ],
  },
  code: null,
  done: null,
  problem: null,
  ...changes,
});

type Ask = NonNullable<Devices['code']>['ask'];

const deleting = (changes: Partial<Ask> = {}): Screen =>
  devices({
    code: {
      device: DEVICES[0]?.id ?? '',
      ask: {
        offers: [
          { channel: 'email', masked: '*****@*****' },
          { channel: 'sms', masked: '** ** ** ** 91' },
        ],
        sent: null,
        problem: null,
        ...changes,
      },
    },
  });

const SENT: NonNullable<Ask['sent']> = {
  ...{ channel: 'email', to: '*****@*****', delivery: 'sent' },
  ...{ expiresIn: 598_000, triesLeft: 5, resendIn: 47_000 },
};

/** The same screen in all display settings. */
function looks(name: string, screen: Screen, steps: readonly string[] = []): Sample[] {
  const look = (suffix: string, changes: Partial<View> = {}): Sample => ({
    name: `${name}${suffix}`,
    view: view(screen, changes),
    steps,
  });
  return [
    look(''),
    look('-en', { language: 'en' }),
    look('-contrast', { highContrast: true }),
    look('-large', { textSize: 'large' }),
    look('-largest', { textSize: 'largest' }),
  ];
}

/** What a helper who may look and ask is offered. */
const FOR_HELPERS = SPACE_SCREEN_IDS.filter(
  (id) => !['space-address', 'space-devices', 'space-delegation'].includes(id),
);

/** Samples of the member space's screens that show data. */
export function lookSamples(now: number): Sample[] {
  const one = (name: string, screen: Screen, steps: readonly string[] = []): Sample => ({
    name: `space-${name}`,
    view: view(screen),
    steps,
  });
  const acting: SpaceBar = {
    ...BAR,
    name: 'Maximilienne de La Rochefoucauld-Montbel',
    acting: { helper: 'Zoé Exemple', scope: 'ask', endsOn: '2027-03-01' },
  };
  const elsewhere: SpaceBar = { ...BAR, elsewhere: { place: 'Saint-Nazaire', since: now - HOUR } };
  const hidden: SpaceBar = { ...BAR, amountsHidden: true };
  return [
    ...looks('space-home', home()),
    ...looks('space-home-confirm-device', toConfirm(WAITING)),
    ...looks('space-home-confirm-delegation', toConfirm(WAITING.slice(1))),
    one('home-hidden', home({ bar: hidden })),
    one('home-acting', home({ bar: acting, tiles: FOR_HELPERS })),
    one('home-elsewhere', home({ bar: elsewhere, notice: 'mandate-ended' })),
    one(
      'home-new',
      home({
        waiting: {
          state: 'ready',
          latest: null,
          ...{ open: 0, answered: 0 },
          ...{ blockedDevices: 0, offers: 1, helped: 0, toConfirm: [] },
        },
      }),
    ),
    one('home-loading', home({ waiting: { state: 'loading' } })),
    one('home-offline', home({ waiting: { state: 'offline' } })),
    one('home-closed', home({ waiting: { state: 'closed' } })),
    one('home-alone', home({ hasData: false, tiles: [], waiting: { state: 'closed' } })),
    ...looks('space-reimbursements', reimbursements()),
    one('reimbursements-last', reimbursements({ page: 1666, rows: REIMBURSEMENTS.slice(A_PAGE) })),
    one('reimbursements-acting', reimbursements({}, acting)),
    one('reimbursements-unread', reimbursements({ rows: REIMBURSEMENTS.slice(0, 3) }, { ...BAR, unread: 3 })),
    one('reimbursements-hidden', reimbursements({}, hidden, 2026)),
    {
      name: 'space-reimbursements-huge',
      view: view(reimbursements({ rows: [HUGE, ...REIMBURSEMENTS.slice(1, A_PAGE)] }), { textSize: 'large' }),
    },
    one(
      'reimbursements-none',
      reimbursements({ ...{ total: 0, page: 0, pages: 1 }, rows: [], years: [], chart: null }),
    ),
    ...looks('space-reimbursements-chart', reimbursements(), ['show-chart']),
    one('reimbursements-chart-hidden', reimbursements({}, hidden), ['show-chart']),
    ...looks('space-guarantees', guarantees()),
    one('guarantees-empty', guarantees(), ['guarantee-module-plus']),
    one('guarantees-offline', guarantees({ state: 'offline' })),
    ...looks('space-app', app()),
    one('app-none', app({ links: [] })),
    ...looks('space-devices', devices()),
    one('devices-none', devices({ content: { state: 'ready', devices: [], visits: [] } })),
    one('devices-gone', devices({ problem: { kind: 'gone' } }), ['next-page']),
    one('devices-confirm', devices(), ['next-page', 'delete']),
    one('devices-done', devices({ done: { did: 'block', name: 'Téléphone de Zoé' } })),
    one('devices-channel', deleting()),
    one('devices-no-channel', deleting({ offers: [] })),
    one('devices-paused', deleting({ problem: { kind: 'paused', until: now + 20 * HOUR } })),
    ...looks('space-devices-code', deleting({ sent: SENT }), ['key-1', 'key-2']),
    one(
      'devices-wrong',
      deleting({ sent: { ...SENT, triesLeft: 0, resendIn: 0 }, problem: { kind: 'wrong' } }),
    ),
    one(
      'devices-unknown',
      deleting({ sent: { ...SENT, delivery: 'unknown' }, problem: { kind: 'offline' } }),
    ),
  ];
}
