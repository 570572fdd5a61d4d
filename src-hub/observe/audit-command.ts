import path from 'node:path';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { memberSchema } from '../../src-shared/hub-api/member.ts';
import { AuditChain } from '../audit/audit-chain.ts';
import { auditPersonKey } from '../audit/audit-person.ts';
import { auditRows, newestAuditRows } from '../audit/audit-rows.ts';
import { folderFault, privateFiles } from '../basics/private-files.ts';
import { tableLines } from '../basics/table-lines.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { commandGroup } from '../cli/command-group.ts';
import { defineCommand, done, notDone, summaryLine } from '../cli/define-command.ts';
import { anyText, argument, option, readBy, readPrivately } from '../cli/parameters.ts';

/** Most rows of `audit list`; the export has all. */
const LISTED = 200;

/** Most faults that the terminal lists; `--json` has all. */
const FAULTS_LISTED = 20;

const listCommand = defineCommand({
  name: 'audit list',
  summary: 'Lists who did what at head office, newest first',
  takes: {
    of: option(
      'NUMBER',
      'only rows that concern this member',
      readPrivately(
        (text) => (memberSchema.shape.number.safeParse(text).success ? text : null),
        'is no member number, 6 to 10 digits',
      ),
    ),
  },
  effect: 'reads',
  needs: ['secret'],
  examples: ['', '--of 00123456', '--json'],
  run: async ({ of }, { database, settings }) => {
    const keys =
      of === undefined ? null : settings.HUB_SECRET.each().map((secret) => auditPersonKey(secret, of));
    const rows = await newestAuditRows(database, LISTED + 1, keys);
    const shown = rows.slice(0, LISTED);
    const table = shown.map(({ id, at, operator, command, concerns, result, reason }) => [
      ...[String(id), terminalMoment(new Date(at)), operator, command, concerns, result, reason],
    ]);
    const head = ['row', `at (${agencyZone()})`, 'operator', 'command', 'concerns', 'result', 'reason'];
    return done(
      [
        ...(shown.length === 0 ? ['No rows.'] : tableLines([head, ...table])),
        ...(rows.length > LISTED ? [`The newest ${LISTED}; audit export has all.`] : []),
      ],
      { zone: agencyZone(), rows: shown, isWhole: rows.length <= LISTED },
    );
  },
});

const verifyCommand = defineCommand({
  name: 'audit verify',
  summary: 'Proves that no row of the audit was changed or removed',
  takes: {
    head: option(
      'HASH',
      'hash of the last row, as an earlier audit verify told it: finds rows removed from the end, and a restored backup',
      readBy(
        (text) => (/^[0-9a-f]{64}$/iu.test(text) ? text.toLowerCase() : null),
        'is not 64 hexadecimal digits',
      ),
    ),
  },
  effect: 'reads',
  needs: ['secret'],
  notDoneWhen: 'a row was changed, replaced or removed, or proves nothing',
  examples: ['', `--head ${'0'.repeat(64)}`],
  run: async ({ head }, { database, settings }, { progress }) => {
    const chain = new AuditChain(settings.HUB_SECRET, head ?? null);
    for await (const rows of auditRows(database)) {
      for (const row of rows) chain.take(row);
      progress(`rows read: ${chain.rows}`);
    }
    chain.end();
    const { faults, rows, last } = chain;
    const facts = { rows, head: last, faults };
    const summary = summaryLine({ rows, faults: faults.length, head: last });
    if (faults.length === 0) return done([summary], facts);
    const more = faults.length - FAULTS_LISTED;
    return notDone(
      [
        ...faults.slice(0, FAULTS_LISTED).map(({ words }) => words),
        ...(more > 0 ? [`And ${more} more; --json has all.`] : []),
        summary,
      ],
      facts,
    );
  },
});

const exportCommand = defineCommand({
  name: 'audit export',
  summary: 'Writes all rows of the audit with their hashes to a file, one JSON object a line',
  takes: {
    file: argument('FILE', 'NDJSON file that only its owner can read; one of this name is replaced', anyText),
  },
  effect: 'reads',
  notDoneWhen: 'the file cannot be written',
  examples: ['audit.ndjson'],
  run: async ({ file }, { database }) => {
    const lines: string[] = [];
    for await (const rows of auditRows(database))
      lines.push(...rows.map((row) => `${JSON.stringify(row)}\n`));
    const unfinished = path.resolve(`${file}.part`);
    try {
      await privateFiles.write(unfinished, lines.join(''));
      await privateFiles.rename(unfinished, path.resolve(file));
    } catch (error) {
      await privateFiles.remove(unfinished);
      const fault = folderFault(error);
      if (fault === null) throw error;
      return notDone([`${file} ${fault}; nothing was exported.`]);
    }
    return done([summaryLine({ exported: lines.length })], { count: lines.length, file });
  },
});

/** `audit`: lists, proves and exports who did what at head office (docs/hub.md). */
export const auditCommand = commandGroup('audit', [listCommand, verifyCommand, exportCommand], 'list');
