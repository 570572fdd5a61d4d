import { memberNumberOf, readMemberNumber } from '../../../src-shared/values/member-number.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { ADDRESS_HEADERS, ADDRESS_LINES, ADDRESS_WORDS } from '../imports/address-columns.ts';
import type { CheckedRow } from '../imports/checked-rows.ts';
import type { RowValues } from '../imports/files/fields.ts';
import type { FileKind, LateRefusal, Merged } from '../imports/import-file.ts';
import { NUMBER_KEY } from '../imports/files/mapping.ts';
import { MEMBER_COLUMNS } from '../imports/member-columns.ts';
import { NUMBER_WORDS, readFiledPlace } from '../imports/person-fields.ts';
import { RowFields } from '../imports/row-fields.ts';
import { stagedLine } from '../imports/staged-rows.ts';
import { townWithCedex } from '../../../src-shared/values/contact/place.ts';
import { addressBlock } from '../../../src-shared/values/contact/address-block.ts';

const FIELDS = ['number', 'line1', 'line2', 'line3', 'line4', 'postalCode', 'town', 'country'] as const;

/**
 * The file of postal addresses. A row that can be printed on an envelope replaces the member's address; members who
 * are not in the file keep theirs.
 */
export const ADDRESS_FILE: FileKind = {
  what: 'addresses',
  columns: {
    fields: FIELDS,
    usual: { ...MEMBER_COLUMNS.usual, ...ADDRESS_HEADERS },
    optional: ['line2', 'line3', 'line4', 'country'],
    nullable: [],
    numeric: [],
    keys: [NUMBER_KEY],
  },
  isSecret: false,
  absence: 'data',
  replaces: 'never',
  staging: {
    table: 'import_address',
    key: 'number',
    columns: 'line, number, lines, postal_code, town, country',
  },
  checkOf: () => ({
    check: checkAddress,
    keptOf: (keys) => keys.flatMap(({ text }) => memberNumberOf(text) ?? []),
  }),
  makeStaging: async (connection) => {
    await connection.query(
      `CREATE TEMPORARY TABLE import_address (line integer, number text, lines text, postal_code text, town text,
         country text) ON COMMIT DROP`,
    );
    await connection.query('CREATE TEMPORARY TABLE import_kept (number text NOT NULL) ON COMMIT DROP');
  },
  // Two imports at once wait for each other's rows, which they change in the order of their numbers.
  lock: () => Promise.resolve(),
  refuseLater: dropUnknownMembers,
  countAbsent: () => Promise.resolve({ there: 0, absent: 0 }),
  merge: mergeAddresses,
};

function checkAddress(values: RowValues, line: number): CheckedRow {
  const row = new RowFields(FIELDS, values);
  const number = row.required('number', readMemberNumber, NUMBER_WORDS);
  for (const field of [...ADDRESS_LINES, 'town'] as const) {
    const damage = row.damage(field);
    if (damage !== null) row.refuse(field, damage);
  }
  const filed = readFiledPlace(row);
  if (!filed.ok) row.refuse(filed.field, filed.words);
  const lines = ADDRESS_LINES.map((field) => row.text(field)).filter((text) => text !== '');
  if (number !== null && filed.ok && row.fault === null) {
    const { postalCode, country } = filed.place;
    const town = townWithCedex(row.text('town'), filed.place);
    // Checked with a short name, because names change independently.
    const block = addressBlock({ givenName: '', familyName: 'X', lines, postalCode, town, country });
    if (block.ok)
      return {
        ok: true,
        staged: stagedLine(line, [number, JSON.stringify(lines), postalCode, town, country]),
        notes: row.notes,
      };
    row.refuse(null, ADDRESS_WORDS[block.reason]);
  }
  const fault = row.fault ?? { field: null, words: 'missing' };
  return { ok: false, fault, hasKey: number !== null, kept: number };
}

async function dropUnknownMembers(connection: HubConnection): Promise<readonly LateRefusal[]> {
  const gone = await connection.query<{ line: number }>(
    `DELETE FROM import_address s
     WHERE NOT EXISTS (SELECT FROM member WHERE member.number = s.number) RETURNING line`,
  );
  const lines = gone.map(({ line }) => line).toSorted((one, other) => one - other);
  return [{ fault: { field: 'number', words: 'no member has it; import members first' }, lines }];
}

async function mergeAddresses(connection: HubConnection, { at }: { readonly at: Date }): Promise<Merged> {
  const rows = await connection.query<{ added: boolean }>(
    `INSERT INTO member_address AS old (number, lines, postal_code, town, country, changed_at)
     SELECT given.number, ARRAY(SELECT json_array_elements_text(given.lines::json)), given.postal_code, given.town,
       given.country, $1::timestamptz
     FROM import_address given ORDER BY given.number
     ON CONFLICT (number) DO UPDATE
       SET lines = excluded.lines, postal_code = excluded.postal_code, town = excluded.town,
         country = excluded.country, changed_at = excluded.changed_at
       WHERE (old.lines, old.postal_code, old.town, old.country) IS DISTINCT FROM
         (excluded.lines, excluded.postal_code, excluded.town, excluded.country)
     RETURNING xmax = 0 AS added`,
    [at.toISOString()],
  );
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added, removed: 0 };
}
