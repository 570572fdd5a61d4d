import { centsSchema, readCurrency } from '../../../../src-shared/values/amount.ts';
import { reimbursementSchema, type Reimbursement } from '../../../../src-shared/hub-api/space-data.ts';
import { cleanDate } from '../../../people/imports/normalise.ts';
import { parseAmount } from './amount.ts';
import type { DataFile } from './data-file.ts';
import { isDayUntilNextYear } from './days.ts';
import { meaningOf } from './meaning.ts';
import { PERSON_FIELDS, PERSON_HEADERS, readPerson } from './person-columns.ts';

const AMOUNTS = ['paid', 'social_security', 'mutual', 'remains'] as const;

const FIELDS = [
  'id',
  ...PERSON_FIELDS,
  'act',
  'care_on',
  'currency',
  ...AMOUNTS,
  'status',
  'paid_on',
] as const;

/** Words for a status, in the form of `plainWord`. */
const STATES: Readonly<Record<Reimbursement['status'], readonly string[]>> = {
  paid: ['paid', 'paye', 'payee', 'regle', 'reglee', 'rembourse', 'remboursee'],
  pending: ['pending', 'enattente', 'encours', 'attente'],
  refused: ['refused', 'rejected', 'refuse', 'refusee', 'rejete', 'rejetee'],
};

/** File of reimbursements, of members and of people who are only insured. */
export const REIMBURSEMENT_FILE: DataFile<(typeof FIELDS)[number]> = {
  name: 'reimbursements',
  about: 'reimbursements',
  headers: {
    fields: FIELDS,
    usual: {
      ...PERSON_HEADERS,
      id: ['id', 'identifiant', 'reference', 'decompte', 'numerodecompte', 'numerodedecompte'],
      act: ['act', 'acte', 'libelle', 'libelleacte', 'designation'],
      care_on: ['careon', 'datedesoins', 'datesoins', 'datedusoin'],
      currency: ['currency', 'devise', 'monnaie'],
      paid: ['paid', 'montantpaye', 'depense', 'fraisengages'],
      social_security: ['socialsecurity', 'partsecuritesociale', 'partss', 'remboursementsecuritesociale'],
      mutual: ['mutual', 'mutuelle', 'partmutuelle', 'remboursementmutuelle'],
      remains: ['remains', 'reste', 'resteacharge'],
      status: ['status', 'statut', 'etat'],
      paid_on: ['paidon', 'datedepaiement', 'datepaiement', 'datereglement', 'datedereglement'],
    },
    optional: [...PERSON_FIELDS, 'currency', 'remains', 'paid_on'],
    nullable: [],
    numeric: AMOUNTS,
  },
  table: 'reimbursement',
  columns: ['id', 'holder', 'act', 'care_on', 'currency', ...AMOUNTS, 'status', 'paid_on'],
  keys: 1,
  onlyNew: null,
  hasHolder: true,
  replaces: 'full',
  counted: 1,
  kept: 'id',
  keep: ({ id }) => (id === '' ? null : id),
  check(texts, { secret, today }) {
    const { id, act } = texts;
    const { shape } = reimbursementSchema;
    if (!shape.id.safeParse(id).success) return { ok: false, fault: 'id: not 1 to 64 characters' };
    const person = readPerson(texts, secret);
    if (!person.ok) return person;
    if (!shape.act.safeParse(act).success) return { ok: false, fault: 'act: not 1 to 120 characters' };
    const careOn = cleanDate(texts.care_on);
    if (!isDayUntilNextYear(careOn, today))
      return { ok: false, fault: 'care_on: not a day such as 07/03/2026' };
    const currency = readCurrency(texts.currency);
    if (currency === null) return { ok: false, fault: 'currency: none of ISO 4217, such as EUR or CHF' };
    const amounts = amountsOf(texts);
    if (!amounts.ok) return amounts;
    const status = meaningOf(STATES, texts.status);
    if (status === null) return { ok: false, fault: 'status: neither paid, pending nor refused' };
    const paidOn = texts.paid_on === '' ? null : cleanDate(texts.paid_on);
    if (paidOn !== null && !isDayUntilNextYear(paidOn, today))
      return { ok: false, fault: 'paid_on: not a day such as 07/03/2026' };
    if (paidOn !== null && status !== 'paid')
      return { ok: false, fault: 'paid_on: a day of payment, though it is not paid' };
    return {
      ok: true,
      key: id,
      cells: [id, person.subject, act, careOn, currency, ...amounts.cells, status, paidOn],
    };
  },
};

const NO_AMOUNT = 'not an amount such as 12,50, -3.10 or 1 234,56';

/** The four amounts in cents. `remains` is calculated when the file does not have it. */
function amountsOf(
  texts: Readonly<Record<(typeof AMOUNTS)[number], string>>,
): { ok: true; cells: string[] } | { ok: false; fault: string } {
  const read: number[] = [];
  for (const field of AMOUNTS) {
    const [paid = 0, social = 0, mutual = 0] = read;
    const isLeftOut = field === 'remains' && texts[field] === '';
    const amount = isLeftOut ? paid - social - mutual : parseAmount(texts[field]);
    if (!centsSchema.safeParse(amount).success) return { ok: false, fault: `${field}: ${NO_AMOUNT}` };
    read.push(amount ?? 0);
  }
  return { ok: true, cells: read.map(String) };
}
