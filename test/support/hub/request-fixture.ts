import { nirHash } from '../../../src-hub/people/nir-key.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { type HubMail, hubMailSchema } from '../../../src-hub/mail/templates/hub-mail.ts';
import { MAIL_PURPOSE } from '../../../src-hub/mail/post-mail.ts';
import { unseal } from '../../../src-hub/basics/seal.ts';
import { keyOf } from '../../../src-shared/values/nir.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { EventBody } from '../../../src-shared/hub-api/events.ts';
import { RIG_KEYS } from './hub-rig.ts';

/** Head office's data about an invented person. */
export interface Person {
  readonly holder: Holder;
  readonly familyName: string;
  readonly birthDate: string;
  readonly postalCode: string;
}

/** Fields of a claim that differ from the right ones. */
export type ClaimChanges = Partial<Omit<Person, 'holder'>> & {
  readonly email?: string;
  readonly holder?: Holder;
};

let serial = 0;

/** A NIR that nobody has (its commune does not exist), with a right key. */
export function inventedNir(): string {
  serial += 1;
  const number = `1990299999${String(serial).padStart(3, '0')}`;
  return number + keyOf(number);
}

/** Adds a member with an address. */
export async function newMember(database: HubDatabase, known: Partial<Person> = {}): Promise<Person> {
  serial += 1;
  const number = String(7_000_000 + serial);
  const { familyName = 'Exemple', birthDate = '1941-03-07', postalCode = '44000' } = known;
  const names = { family_name: familyName, given_name: 'Odette' };
  await database.db
    .insertInto('member')
    .values({ number, ...names, birth_date: birthDate, postal_code: postalCode })
    .execute();
  await database.db
    .insertInto('member_address')
    .values({ number, lines: ['3 rue de l’Exemple'], postal_code: '35000', town: 'Rennes' })
    .execute();
  return { holder: { situation: 'member', number }, familyName, birthDate, postalCode };
}

/** Somebody with a number that no member has. */
export function unknownMember(): Person {
  return {
    ...{ holder: { situation: 'member', number: '99999999' }, familyName: 'Exemple' },
    ...{ birthDate: '1941-03-07', postalCode: '44000' },
  };
}

/** Gives people an e-mail address in the file of members. Of people who are only insured none is kept. */
export async function haveEmail(database: HubDatabase, person: Person, email: string): Promise<void> {
  const { holder } = person;
  if (holder.situation !== 'member') throw new Error('head office has no address of such a person');
  await database.db.updateTable('member').set({ email }).where('number', '=', holder.number).execute();
}

/** Adds an insured person. */
export async function newInsured(
  database: HubDatabase,
  known: Partial<Person> = {},
  nir = inventedNir(),
): Promise<Person> {
  const { familyName = 'Exemple', birthDate = '1990-02-28', postalCode = '44100' } = known;
  const hash = nirHash(RIG_KEYS, nir);
  const names = { family_name: familyName, given_name: 'Zoé' };
  const address = { lines: ['5 rue de l’Exemple'], postal_code: postalCode, town: 'Nantes' };
  await database.db
    .insertInto('insured')
    .values({ nir: hash, ...names, ...address, birth_date: birthDate })
    .execute();
  const holder: Holder = { situation: 'insured', nir: hash.toString('hex') };
  return { holder, familyName, birthDate, postalCode };
}

/** The person's request for an account. */
export function accountRequest(person: Person, said: ClaimChanges = {}): EventBody {
  return { kind: 'account-requested', ...person, email: 'odette@exemple.fr', language: 'fr', ...said };
}

/** The person's request for a lost e-mail identifier. */
export function identifierRequest(person: Person, said: Omit<ClaimChanges, 'email'> = {}): EventBody {
  return { kind: 'identifier-requested', ...person, language: 'fr', ...said };
}

/**
 * Adds a confirmed account of a person.
 * @returns its id
 */
export async function confirmedAccount(
  database: HubDatabase,
  person: Person,
  email: string,
): Promise<string> {
  const { holder } = person;
  const { id } = await database.db
    .insertInto('account')
    .values({
      number: holder.situation === 'member' ? holder.number : null,
      insured: holder.situation === 'insured' ? Buffer.from(holder.nir, 'hex') : null,
      email,
      terms_version: '1',
      terms_accepted_at: new Date(0),
      language: 'en',
      activated_at: new Date(0),
      confirmed_at: new Date(0),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The waiting mails, decrypted, in no order. */
export async function mailsOf(database: HubDatabase): Promise<(HubMail & { readonly expiresAt: Date })[]> {
  const rows = await database.db
    .selectFrom('mail')
    .select(['sealed', 'expires_at'])
    .where('state', '=', 'waiting')
    .execute();
  return rows.map(({ sealed, expires_at: expiresAt }) => ({
    ...hubMailSchema.parse(JSON.parse(unseal(RIG_KEYS, MAIL_PURPOSE, sealed ?? Buffer.alloc(0)))),
    expiresAt,
  }));
}

/** All rows of all tables as text; binary values in hexadecimal. */
export async function dumpOf(database: HubDatabase): Promise<string> {
  const tables = await database.db.introspection.getTables();
  let text = '';
  for (const { name } of tables) {
    const rows = await database.transaction((connection) =>
      connection.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`),
    );
    text += rows.map((row) => row.text).join('\n');
  }
  return text;
}
