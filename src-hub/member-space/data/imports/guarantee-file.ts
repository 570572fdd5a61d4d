import { heldGuaranteeSchema } from '../../../../src-shared/hub-api/space-data.ts';
import { refused, taken } from '../../../../src-shared/values/reading.ts';
import type { z } from 'zod';
import type { DataFile } from './data-file.ts';
import { GUARANTEE_HEADERS, NO_GUARANTEE, readCareField, readGuarantee } from './guarantee-words.ts';

const FIELDS = ['guarantee', 'field', 'label', 'covers'] as const;

const { label: labelSchema, covers: coversSchema } = heldGuaranteeSchema.shape.items.element.shape;

/** File of guarantees: what each covers, in the order of the file. */
export const GUARANTEE_FILE: DataFile<(typeof FIELDS)[number]> = {
  name: 'guarantees',
  about: 'Imports what each guarantee covers; the file is the whole table',
  headers: {
    fields: FIELDS,
    usual: {
      guarantee: GUARANTEE_HEADERS,
      field: ['field', 'domaine', 'poste', 'famille'],
      label: ['label', 'libelle', 'prestation', 'soin'],
      covers: ['covers', 'couvre', 'niveau', 'remboursement', 'priseencharge'],
    },
    optional: [],
    nullable: [],
    numeric: [],
    keys: [{ field: 'guarantee', reads: (text) => readGuarantee(text).ok }],
  },
  table: 'guarantee_item',
  columns: ['guarantee', 'place', 'field', 'label', 'covers'],
  keys: 2,
  onlyNew: null,
  hasHolder: false,
  replaces: 'always',
  counted: 1,
  kept: 'guarantee',
  keep: () => null,
  check(row, { line }) {
    const guarantee = row.required('guarantee', readGuarantee, NO_GUARANTEE);
    const field = row.required(
      'field',
      readCareField,
      'not one of general, hospital, dental, optical, hearing, prevention, other',
    );
    const label = row.required('label', byLength(labelSchema), 'not 1 to 160 characters');
    const covers = row.required('covers', byLength(coversSchema), 'not 1 to 160 characters');
    if (guarantee === null || field === null || label === null || covers === null) return null;
    return { key: String(line), cells: [guarantee, String(line), field, label, covers] };
  },
};

function byLength(schema: z.ZodType<string>) {
  return (text: string) => (schema.safeParse(text).success ? taken(text) : refused('length'));
}
