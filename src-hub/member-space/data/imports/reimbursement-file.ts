import {
  readAmount,
  readCurrency,
  type AmountReason,
  type Cents,
} from '../../../../src-shared/values/amount.ts';
import { readFiledDay } from '../../../../src-shared/values/day.ts';
import { refused, taken, type Reading } from '../../../../src-shared/values/reading.ts';
import { reimbursementSchema, type Reimbursement } from '../../../../src-shared/hub-api/space-data.ts';
import type { RowFields } from '../../../people/imports/row-fields.ts';
import type { DataFile } from './data-file.ts';
import { readMeaning } from './meaning.ts';
import { PERSON_FIELDS, PERSON_HEADERS, readPerson } from './person-columns.ts';

const AMOUNTS = ['paid', 'socialSecurity', 'mutual', 'remains'] as const;

const FIELDS = ['id', ...PERSON_FIELDS, 'act', 'careOn', 'currency', ...AMOUNTS, 'status', 'paidOn'] as const;

/** Words for a status, in the form of `plainWord`. */
const STATES: Readonly<Record<Reimbursement['status'], readonly string[]>> = {
  paid: ['paid', 'paye', 'payee', 'regle', 'reglee', 'rembourse', 'remboursee'],
  pending: ['pending', 'enattente', 'encours', 'attente'],
  refused: ['refused', 'rejected', 'refuse', 'refusee', 'rejete', 'rejetee'],
};

/** File of reimbursements, of members and of people who are only insured. */
export const REIMBURSEMENT_FILE: DataFile<(typeof FIELDS)[number]> = {
  name: 'reimbursements',
  about: 'Imports reimbursements, of members and of people only insured',
  headers: {
    fields: FIELDS,
    usual: {
      ...PERSON_HEADERS,
      id: ['id', 'identifiant', 'reference', 'decompte', 'numerodecompte', 'numerodedecompte'],
      act: ['act', 'acte', 'libelle', 'libelleacte', 'designation'],
      careOn: ['datedesoins', 'datesoins', 'datedusoin'],
      currency: ['currency', 'devise', 'monnaie'],
      paid: ['paid', 'montantpaye', 'depense', 'fraisengages'],
      socialSecurity: ['partsecuritesociale', 'partss', 'remboursementsecuritesociale'],
      mutual: ['mutual', 'mutuelle', 'partmutuelle', 'remboursementmutuelle'],
      remains: ['remains', 'reste', 'resteacharge'],
      status: ['status', 'statut', 'etat'],
      paidOn: ['datedepaiement', 'datepaiement', 'datereglement', 'datedereglement'],
    },
    optional: [...PERSON_FIELDS, 'currency', 'remains', 'paidOn'],
    nullable: [],
    numeric: AMOUNTS,
    keys: [{ field: 'id', reads: (text) => readId(text).ok }],
  },
  table: 'reimbursement',
  columns: [
    ...['id', 'holder', 'act', 'care_on', 'currency', 'paid', 'social_security', 'mutual', 'remains'],
    ...['status', 'paid_on'],
  ],
  keys: 1,
  onlyNew: null,
  hasHolder: true,
  replaces: 'full',
  counted: 1,
  kept: 'id',
  keep: (text) => (text('id') === '' ? null : text('id')),
  check(row, { secret, today, mostCents }) {
    const id = row.required('id', readId, 'not 1 to 64 characters');
    const subject = readPerson(row, secret);
    const act = row.required('act', readAct, 'not 1 to 120 characters');
    const until = `${Number(today.slice(0, 4)) + 1}-12-31`;
    const careOn = row.required('careOn', (text) => readFiledDay(text, { until }), NO_DAY);
    const currency = readFiledCurrency(row);
    const amounts = readAmounts(row, mostCents);
    const status = row.required(
      'status',
      (text) => readMeaning(STATES, text),
      'neither paid, pending nor refused',
    );
    const paidOn = row.optional('paidOn', (text) => readFiledDay(text, { until }), NO_DAY);
    if (paidOn !== null && status !== null && status !== 'paid')
      row.refuse('paidOn', 'a day of payment, though it is not paid');
    if (row.fault !== null || id === null || subject === null || amounts === null) return null;
    if (careOn !== null && careOn > today) row.note('careOn', 'doubtful', 'a care in the future');
    if (paidOn !== null && paidOn > today) row.note('paidOn', 'doubtful', 'paid in the future');
    if (paidOn !== null && careOn !== null && paidOn < careOn)
      row.note('paidOn', 'doubtful', 'paid before the care');
    return {
      key: id,
      cells: [id, subject, act, careOn, currency, ...amounts.map(String), status, paidOn],
    };
  },
};

const NO_DAY = 'not a day such as 07/03/2026, from 1900 until the end of next year';

const AMOUNT_WORDS: Readonly<Record<AmountReason, string>> = {
  missing: 'missing',
  malformed: 'not an amount such as 12,50, -3.10 or 1 234,56',
  'too-large': 'larger than HUB_IMPORT_MOST_AMOUNT of the settings allows',
};

const { id: idSchema, act: actSchema } = reimbursementSchema.shape;

function readId(text: string): Reading<string, 'length'> {
  return idSchema.safeParse(text).success ? taken(text) : refused('length');
}

function readAct(text: string): Reading<string, 'length'> {
  return actSchema.safeParse(text).success ? taken(text) : refused('length');
}

type Row = RowFields<(typeof FIELDS)[number]>;

/** The currency decides about the row: an amount in another one would be another amount. */
function readFiledCurrency(row: Row): string | null {
  if (row.text('currency') === '' && row.damage('currency') === null) return 'EUR';
  return row.required('currency', readCurrency, 'none of ISO 4217, such as EUR or CHF');
}

/** The four amounts in hundredths; null: refused. `remains` is calculated when the file does not have it. */
function readAmounts(row: Row, most: Cents): readonly Cents[] | null {
  const read = (field: (typeof AMOUNTS)[number]): Cents | null =>
    row.required(field, (text) => readAmount(text, most), AMOUNT_WORDS);
  const [paid, social, mutual] = [read('paid'), read('socialSecurity'), read('mutual')];
  const isLeftOut = row.text('remains') === '' && row.damage('remains') === null;
  const stated = isLeftOut ? null : read('remains');
  if (row.fault !== null || paid === null || social === null || mutual === null) return null;
  const rest = paid - social - mutual;
  if (stated !== null && stated !== rest)
    row.note('remains', 'doubtful', 'the shares and what remains do not add up to what was paid');
  if (stated === null && rest < 0) row.note('mutual', 'doubtful', 'the shares are more than what was paid');
  return [paid, social, mutual, stated ?? rest];
}
