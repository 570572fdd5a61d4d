import { UNKNOWN_BIRTH_DATE } from '../../../../src-shared/values/birth-date.ts';
import fs, { type FileHandle } from 'node:fs/promises';
import { INSURED_SUBJECT } from '../../../people/subjects.ts';
import type { HubConnection } from '../../../database/hub-database.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { awaitsConfirmation, type StoredMemberRequest } from './find-requests.ts';
import { unsealRequest } from '../sealed-request.ts';

/** Requests per query. */
const AT_ONCE = 500;

/** Result of an export. */
export interface RequestsExported {
  readonly count: number;
  /** Receipts whose content cannot be decrypted; the file has null for it. */
  readonly damaged: readonly string[];
}

interface Row extends StoredMemberRequest {
  readonly family_name: string | null;
  readonly birth_name: string | null;
  readonly given_name: string | null;
  readonly birth_date: string | null;
}

/**
 * Writes requests that arrived or changed since a moment as NDJSON with their contents, oldest change first, for a back
 * office. Requests that were refused at arrival are left out. Only the owner may read the file; it gets its name when
 * it is complete.
 * @param progress is told how many are written
 * @throws errors of the file system
 */
export async function exportRequests(
  deps: Pick<HubDeps, 'database' | 'settings'>,
  file: string,
  since: Date,
  progress: (text: string) => void = () => undefined,
): Promise<RequestsExported> {
  const unfinished = `${file}.part`;
  await fs.rm(unfinished, { force: true });
  const handle = await fs.open(unfinished, 'wx', 0o600);
  try {
    const done = await writeRequests(deps, handle, since, progress);
    await handle.sync();
    await handle.close();
    await fs.rename(unfinished, file);
    return done;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await fs.rm(unfinished, { force: true });
    throw error;
  }
}

async function writeRequests(
  { database, settings }: Pick<HubDeps, 'database' | 'settings'>,
  handle: FileHandle,
  since: Date,
  progress: (text: string) => void,
): Promise<RequestsExported> {
  const damaged: string[] = [];
  let count = 0;
  let after: Pick<Row, 'changed_at' | 'id'> | null = null;
  for (;;) {
    const from: Pick<Row, 'changed_at' | 'id'> | null = after;
    const rows: Row[] = await database.transaction((connection) => readBatch(connection, since, from));
    const lines = rows.map((row) => {
      const content = unsealRequest(settings.HUB_SECRET, row.sealed);
      if (content === null) damaged.push(row.receipt);
      return `${JSON.stringify(exportedRequest(row, content))}\n`;
    });
    await handle.write(lines.join(''));
    count += rows.length;
    progress(`requests written: ${count}`);
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < AT_ONCE) return { count, damaged };
  }
}

function readBatch(
  connection: HubConnection,
  since: Date,
  after: Pick<Row, 'changed_at' | 'id'> | null,
): Promise<Row[]> {
  return connection.query<Row>(
    `SELECT request.id, receipt, holder, made_by, kind, topic, sealed, made_at, state, reply, request.changed_at,
       effective_on, applied_at, unconfirmed, coalesce(member.family_name, insured.family_name) AS family_name,
       coalesce(member.birth_name, insured.birth_name) AS birth_name,
       coalesce(member.given_name, insured.given_name) AS given_name,
       coalesce(member.birth_date, insured.birth_date) AS birth_date
     FROM member_request request LEFT JOIN member ON member.number = request.holder
       LEFT JOIN insured ON insured.nir = CASE WHEN starts_with(request.holder, '${INSURED_SUBJECT}')
         THEN decode(substr(request.holder, ${INSURED_SUBJECT.length + 1}), 'hex') END
     WHERE request.changed_at >= $1::timestamptz AND state <> 'rejected'
       AND ($2::timestamptz IS NULL OR (request.changed_at, request.id) > ($2::timestamptz, $3::uuid))
     ORDER BY request.changed_at, request.id LIMIT ${AT_ONCE}`,
    [since.toISOString(), after?.changed_at.toISOString() ?? null, after?.id ?? null],
  );
}

/** A line of the file; docs/requests.md explains the keys. */
function exportedRequest(row: Row, content: unknown): Record<string, unknown> {
  const isInsured = row.holder.startsWith(INSURED_SUBJECT);
  return {
    ...{ id: row.id, receipt: row.receipt, kind: row.kind, topic: row.topic },
    number: isInsured ? null : row.holder,
    ...{ familyName: row.family_name, birthName: row.birth_name, givenName: row.given_name },
    // Of a date that is partly known, the rest is zeros.
    birthDate: row.birth_date === UNKNOWN_BIRTH_DATE ? null : row.birth_date,
    madeAt: row.made_at.toISOString(),
    helper: row.made_by === row.holder ? null : row.made_by,
    ...{ state: row.state, reply: row.reply, changedAt: row.changed_at.toISOString() },
    ...{ effectiveOn: row.effective_on, appliedAt: row.applied_at?.toISOString() ?? null },
    toConfirm: awaitsConfirmation(row),
    content,
  };
}
