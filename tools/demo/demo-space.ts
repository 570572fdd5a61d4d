import { DEMO_CAST } from './demo-members.ts';

/** Typical care: act, price in cents, share of social security, share of the mutual (in percent). */
const ACTS: readonly (readonly [string, number, number, number])[] = [
  ['Consultation généraliste', 3000, 70, 30],
  ['Consultation spécialiste', 6200, 42, 40],
  ['Pharmacie', 1874, 65, 35],
  ['Analyses de laboratoire', 4210, 60, 40],
  ['Soins dentaires', 8950, 55, 45],
  ['Lunettes : verres et monture', 31_900, 12, 63],
  ['Kinésithérapie, 5 séances', 8065, 60, 40],
  ['Radiographie', 5430, 70, 30],
];

/** Days from care to payment; the latest care is that long ago, so that nothing lies in the future. */
const PAID_AFTER = 3;

/** Header line of a file of reimbursements. */
export const REIMBURSEMENT_HEADS =
  'id;number;act;care_on;currency;paid;social_security;mutual;remains;status;paid_on';

/** Reimbursements of one member at a constant interval before a day; the same in each call. */
export function demoReimbursements(number: string, count: number, until: Date, everyDays = 9): string[] {
  return Array.from({ length: count }, (_, index) => {
    const [act, price, social, mutual] = ACTS[index % ACTS.length] ?? ['Pharmacie', 1000, 65, 35];
    const careOn = new Date(until.getTime() - (PAID_AFTER + index * everyDays) * 86_400_000);
    const paidOn = new Date(careOn.getTime() + PAID_AFTER * 86_400_000);
    const status = index === 1 ? 'pending' : index === 5 ? 'refused' : 'paid';
    const socialShare = Math.round((price * social) / 100);
    const mutualShare =
      status === 'refused' ? 0 : Math.min(price - socialShare, Math.round((price * mutual) / 100));
    return [
      `D-${number}-${index}`,
      ...[number, act, isoDay(careOn), 'EUR'],
      ...[price, socialShare, mutualShare, price - socialShare - mutualShare].map(euros),
      ...[status, status === 'paid' ? isoDay(paidOn) : ''],
    ].join(';');
  });
}

/** The file of reimbursements (CSV). Zoé has many, including one abroad and one that was taken back. */
export function demoReimbursementsFile(now: Date): string {
  const { both, emailOnly } = DEMO_CAST;
  const abroad = new Date(now.getTime() - 40 * 86_400_000);
  const rows = [
    ...demoReimbursements(both.number, 64, now),
    `D-ABROAD;${both.number};Consultation à l’étranger;${isoDay(abroad)};CHF;120,00;0,00;96,00;24,00;paid;${isoDay(now)}`,
    `D-BACK;${both.number};Pharmacie : trop-perçu repris;${isoDay(abroad)};EUR;0,00;-4,20;-2,26;6,46;paid;${isoDay(now)}`,
    ...demoReimbursements(emailOnly.number, 3, now),
  ];
  return [REIMBURSEMENT_HEADS, ...rows].join('\n');
}

/** The table of guarantees (CSV); its amounts are invented. */
export function demoGuaranteesFile(): string {
  const table: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
    'couverture-1': [
      ['general', 'Consultations et visites', '100 % du tarif de la Sécurité sociale'],
      ['general', 'Pharmacie remboursée', '100 % du tarif de la Sécurité sociale'],
      ['hospital', 'Forfait hospitalier', 'Frais réels'],
      ['dental', 'Soins dentaires', '100 % du tarif de la Sécurité sociale'],
    ],
    'couverture-2': [
      ['general', 'Consultations et visites', '150 % du tarif de la Sécurité sociale'],
      ['hospital', 'Chambre particulière', '50 € par jour, 30 jours par an'],
      ['dental', 'Couronnes et bridges', '250 % du tarif de la Sécurité sociale'],
      ['optical', 'Verres et monture', '200 € tous les deux ans'],
    ],
    'module-a': [
      ['optical', 'Lentilles', '120 € par an'],
      ['optical', 'Chirurgie de la vue', '400 € par œil'],
    ],
    'module-b': [
      ['dental', 'Implant', '500 € par an'],
      ['dental', 'Orthodontie', '200 % du tarif de la Sécurité sociale'],
    ],
    'module-c': [
      ['hospital', 'Chambre particulière', '80 € par jour'],
      ['hospital', 'Lit d’accompagnant', '35 € par jour'],
    ],
    'module-plus': [
      ['prevention', 'Ostéopathie, diététique', '4 séances de 30 € par an'],
      ['prevention', 'Vaccins non remboursés', '60 € par an'],
      ['hearing', 'Aides auditives', '600 € par oreille tous les quatre ans'],
    ],
  };
  const rows = Object.entries(table).flatMap(([guarantee, items]) =>
    items.map((item) => [guarantee, ...item].join(';')),
  );
  return ['guarantee;field;label;covers', ...rows].join('\n');
}

/** Guarantees of each member (CSV). */
export function demoContractsFile(): string {
  const { both, emailOnly, phoneOnly } = DEMO_CAST;
  const rows = [
    [both.number, 'couverture-2', '2019-01-01', ''],
    [both.number, 'module-a', '2021-07-01', ''],
    [both.number, 'module-plus', '2024-01-01', ''],
    [emailOnly.number, 'couverture-1', '2008-05-01', ''],
    [phoneOnly.number, 'couverture-1', '2020-01-01', ''],
  ];
  return ['number;guarantee;since;until', ...rows.map((row) => row.join(';'))].join('\n');
}

/** Devices to import with the member list (CSV). */
export function demoDevicesFile(now: Date): string {
  const { both } = DEMO_CAST;
  const at = (days: number): string => isoDay(new Date(now.getTime() - days * 86_400_000));
  return [
    'number;name;kind;registered',
    `${both.number};Téléphone de Zoé;phone;${at(400)}`,
    `${both.number};Ancienne tablette;tablet;${at(900)}`,
  ].join('\n');
}

function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function euros(cents: number): string {
  return (cents / 100).toFixed(2).replace('.', ',');
}
