import type { FileKind } from '../../../people/imports/import-file.ts';
import { RowFields } from '../../../people/imports/row-fields.ts';
import { stagedLine } from '../../../people/imports/staged-rows.ts';
import type { DataFile } from './data-file.ts';
import {
  countAbsentData,
  dropUnknownPeople,
  lockData,
  makeDataStaging,
  mergeData,
  stagingOf,
} from './data-staging.ts';

/** How a file for the member space is imported. */
export function dataKind<Field extends string>(file: DataFile<Field>): FileKind {
  const { fields } = file.headers;
  return {
    what: file.name,
    columns: file.headers,
    isSecret: true,
    absence: 'data',
    replaces: file.replaces,
    staging: stagingOf(file),
    checkOf: ({ deps: { settings, randomBytes }, today }) => {
      const { HUB_SECRET: secret, HUB_IMPORT_MOST_AMOUNT: most } = settings;
      const context = { secret, today, mostCents: most * 100, randomBytes };
      return {
        check: (values, line) => {
          const row = new RowFields(fields, values);
          const checked = file.check(row, { ...context, line });
          if (checked !== null && row.fault === null)
            return {
              ok: true,
              staged: stagedLine(line, [checked.key, ...checked.cells]),
              notes: row.notes,
            };
          const kept = file.keep((field) => row.text(field), context);
          const fault = row.fault ?? { field: null, words: 'missing' };
          return { ok: false, fault, hasKey: kept !== null, kept };
        },
        keptOf: (keys) =>
          keys.flatMap(
            ({ field, text }) => file.keep((asked) => (asked === field ? text : ''), context) ?? [],
          ),
      };
    },
    makeStaging: (connection) => makeDataStaging(connection, file),
    lock: lockData,
    refuseLater: async (connection) => (file.hasHolder ? [await dropUnknownPeople(connection, file)] : []),
    countAbsent: (connection) => countAbsentData(connection, file),
    merge: (connection, { removes }) => mergeData(connection, file, removes),
  };
}
