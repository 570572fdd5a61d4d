import { readNir } from '../../../src-shared/values/nir.ts';
import type { FileKind } from '../imports/import-file.ts';
import { checkInsured, INSURED_COLUMNS, insuredHashes } from './check-insured.ts';
import {
  countAbsentInsured,
  findStagedInsured,
  INSURED_STAGING,
  lockInsured,
  makeInsuredStaging,
  mergeInsured,
  stagedInsured,
} from './insured-staging.ts';

/** The file of people who are only insured by centre 602. A NIR becomes its keyed hash when it is read. */
export const INSURED_FILE: FileKind = {
  what: 'insured persons',
  columns: INSURED_COLUMNS,
  isSecret: true,
  absence: 'people',
  replaces: 'full',
  staging: INSURED_STAGING,
  checkOf: ({ deps, today }) => {
    const context = { secret: deps.settings.HUB_SECRET, today };
    return {
      check: (values, line) => {
        const checked = checkInsured(values, context);
        if (checked.ok)
          return { ok: true, staged: stagedInsured(line, checked.insured), notes: checked.notes };
        const { fault, nir } = checked;
        return { ok: false, fault, hasKey: nir !== null, kept: nir };
      },
      keptOf: (keys) =>
        keys.flatMap(({ text }) => {
          const nir = readNir(text);
          return nir.ok ? (insuredHashes(context.secret, nir.value) ?? []) : [];
        }),
    };
  },
  makeStaging: makeInsuredStaging,
  lock: lockInsured,
  refuseLater: async (connection) => {
    await findStagedInsured(connection);
    return [];
  },
  countAbsent: countAbsentInsured,
  merge: mergeInsured,
};
