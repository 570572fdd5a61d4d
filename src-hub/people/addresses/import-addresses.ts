import { parse, type CsvError } from 'csv-parse/sync';
import { z } from 'zod';
import { POSTAL_CODE } from '../../../src-shared/values/contact/postal-code.ts';
import { memberSchema } from '../../../src-shared/hub-api/member.ts';
import type { HubConnection, HubDatabase } from '../../database/hub-database.ts';
import { addressBlock } from '../../../src-shared/values/contact/address-block.ts';

/** Column names, in any order; the first four are required. */
const HEADS = ['number', 'line1', 'postal_code', 'town', 'line2', 'line3', 'line4'] as const;
const NEEDED = HEADS.slice(0, 4);

/** One row of the file. `line1` to `line4`: lines between name and town. */
const rowSchema = z.object({
  number: memberSchema.shape.number,
  line1: z.string(),
  line2: z.string().default(''),
  line3: z.string().default(''),
  line4: z.string().default(''),
  postal_code: z.string().regex(POSTAL_CODE),
  town: z.string(),
});

/** Why a row is refused. */
export type AddressRowFault =
  'number' | 'postal-code' | 'line-too-long' | 'too-many-lines' | 'incomplete' | 'unknown-member' | 'columns';

/** A refused row. Its content is not reported. */
export interface RefusedAddress {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly reason: AddressRowFault;
}

/** Result of an import of addresses. */
export type AddressesReport =
  | {
      readonly ok: true;
      readonly encoding: 'utf-8' | 'windows-1252';
      readonly read: number;
      /** Members whose address is new or different. */
      readonly changed: number;
      /** In the order of the file. */
      readonly refused: readonly RefusedAddress[];
    }
  | { readonly ok: false; readonly problem: string };

interface ReadRow {
  readonly line: number;
  readonly number: string;
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly town: string;
}

/**
 * Imports addresses from a CSV file (`;` or `,`; UTF-8 or Windows-1252). A row that can be printed on an envelope
 * replaces the member's address; of two rows for one member the later counts. Members who are not in the file keep
 * their address.
 */
export async function importAddresses(database: HubDatabase, file: Buffer): Promise<AddressesReport> {
  const { text, encoding } = decode(file);
  const head = /^[^\r\n]*/u.exec(text)?.[0] ?? '';
  const heads = head.split(/[;,]/u).map((name) => name.trim().replaceAll('"', ''));
  const absent = NEEDED.filter((name) => !heads.includes(name));
  if (absent.length > 0)
    return { ok: false, problem: `the first line must name the columns; absent: ${absent.join(', ')}` };
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      columns: heads,
      from_line: 2,
      delimiter: head.includes(';') ? ';' : ',',
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as unknown as typeof records;
  } catch (error) {
    return { ok: false, problem: `line ${String((error as CsvError)['lines'])}: not CSV` };
  }
  const rows = new Map<string, ReadRow>();
  const refused: RefusedAddress[] = [];
  for (const { record, info } of records) {
    const row = readRow(record, info.lines);
    if ('reason' in row) refused.push(row);
    else rows.set(row.number, row);
  }
  const { changed, unknown } = await database.transaction((connection) =>
    mergeAddresses(connection, [...rows.values()]),
  );
  for (const line of unknown) refused.push({ line, reason: 'unknown-member' });
  refused.sort((one, other) => one.line - other.line);
  return { ok: true, encoding, read: records.length, changed, refused };
}

/** Reads a file that is not valid UTF-8 as Windows-1252. */
function decode(file: Buffer): { text: string; encoding: 'utf-8' | 'windows-1252' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(file), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(file), encoding: 'windows-1252' };
  }
}

function readRow(record: Record<string, string>, line: number): ReadRow | RefusedAddress {
  const trimmed = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value.trim()]));
  const result = rowSchema.safeParse(trimmed);
  if (!result.success) {
    const column = result.error.issues[0]?.path[0];
    const reason = column === 'number' ? 'number' : column === 'postal_code' ? 'postal-code' : 'columns';
    return { line, reason };
  }
  const { number, line1, line2, line3, line4, postal_code: postalCode, town } = result.data;
  const lines = [line1, line2, line3, line4].filter((text) => text !== '');
  // Checked with a short name, because names change independently.
  const block = addressBlock({ givenName: '', familyName: 'X', lines, postalCode, town });
  if (!block.ok) return { line, reason: block.reason === 'name' ? 'incomplete' : block.reason };
  return { line, number, lines, postalCode, town };
}

async function mergeAddresses(
  connection: HubConnection,
  rows: readonly ReadRow[],
): Promise<{ changed: number; unknown: number[] }> {
  await connection.query(
    `CREATE TEMP TABLE new_address (line integer, number text, lines text, postal_code text, town text)
     ON COMMIT DROP`,
  );
  await connection.copyIn('new_address', csvOf(rows));
  const unknown = await connection.query<{ line: number }>(
    `SELECT line FROM new_address WHERE NOT EXISTS (SELECT FROM member WHERE member.number = new_address.number)`,
  );
  const changed = await connection.query(
    `INSERT INTO member_address AS old (number, lines, postal_code, town)
     SELECT given.number, ARRAY(SELECT json_array_elements_text(given.lines::json)), given.postal_code, given.town
     FROM new_address given WHERE EXISTS (SELECT FROM member WHERE member.number = given.number)
     ORDER BY given.number
     ON CONFLICT (number) DO UPDATE
       SET lines = excluded.lines, postal_code = excluded.postal_code, town = excluded.town,
         changed_at = clock_timestamp()
       WHERE (old.lines, old.postal_code, old.town) IS DISTINCT FROM
         (excluded.lines, excluded.postal_code, excluded.town)
     RETURNING old.number`,
  );
  return { changed: changed.length, unknown: unknown.map(({ line }) => line) };
}

function* csvOf(rows: readonly ReadRow[]): Iterable<string> {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  for (const { line, number, lines, postalCode, town } of rows)
    yield `${[String(line), number, JSON.stringify(lines), postalCode, town].map(quoted).join(',')}\n`;
}
