/**
 * Imports a file and kills itself at a stage: `import-child.ts URL FILE STAGE`. The stages: within the second COPY
 * (`copy`), before the merge (`merge`), between the merge and the commit (`commit`).
 */
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import type { HubConnection, HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { importCommand } from '../../../../src-hub/people/members/import-command.ts';
import { readSettings } from '../../../../src-hub/basics/settings/settings.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';

const [url = '', file = '', stage = ''] = process.argv.slice(2);
const database = connectPostgresql({ url, connections: 2, log: capturedLog() });
let copies = 0;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function* cutShort(csv: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const piece of csv) {
    yield piece;
    if (copies === 2 && stage === 'copy') die();
  }
}

const deadly = (connection: HubConnection): HubConnection => ({
  copyIn: (target, csv) => {
    copies += 1;
    return connection.copyIn(target, cutShort(csv));
  },
  query: async <Row>(sql: string, parameters?: readonly unknown[]) => {
    const isMerge = sql.includes('INSERT INTO member ');
    if (isMerge && stage === 'merge') die();
    const rows = await connection.query<Row>(sql, parameters);
    if (isMerge && stage === 'commit') die();
    return rows;
  },
});

const read = readSettings({ HUB_SECRET: 'secret-of-tests-0123456789abcdef-0123', HUB_DATABASE_URL: url });
if (!read.ok) throw new Error(read.problems.join('; '));
const deps: Pick<HubDeps, 'database' | 'settings' | 'now' | 'stopping'> = {
  settings: read.settings,
  database: {
    ...database,
    transaction: (work) => database.transaction((connection) => work(deadly(connection))),
  } satisfies HubDatabase,
  now: () => new Date(),
  stopping: new AbortController().signal,
};
process.exitCode = await importCommand.run([file, '--full'], deps as HubDeps, (line) => console.log(line));
await database.close();
