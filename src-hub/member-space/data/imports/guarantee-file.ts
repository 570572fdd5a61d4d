import { heldGuaranteeSchema } from '../../../../src-shared/hub-api/space-data.ts';
import type { DataFile } from './data-file.ts';
import { careFieldNamed, GUARANTEE_HEADERS, guaranteeNamed, NO_GUARANTEE } from './guarantee-words.ts';

const FIELDS = ['guarantee', 'field', 'label', 'covers'] as const;

const { label: labelSchema, covers: coversSchema } = heldGuaranteeSchema.shape.items.element.shape;

/** File of guarantees: what each covers, in the order of the file. */
export const GUARANTEE_FILE: DataFile<(typeof FIELDS)[number]> = {
  name: 'guarantees',
  about: 'what each guarantee covers; the file is the whole table',
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
  check({ guarantee, field, label, covers }, { line }) {
    const id = guaranteeNamed(guarantee);
    if (id === null) return { ok: false, fault: NO_GUARANTEE };
    const care = careFieldNamed(field);
    if (care === null)
      return {
        ok: false,
        fault: 'field: not one of general, hospital, dental, optical, hearing, prevention, other',
      };
    if (!labelSchema.safeParse(label).success) return { ok: false, fault: 'label: not 1 to 160 characters' };
    if (!coversSchema.safeParse(covers).success)
      return { ok: false, fault: 'covers: not 1 to 160 characters' };
    return { ok: true, key: String(line), cells: [id, String(line), care, label, covers] };
  },
};
