import type { CareField, Guarantee } from '../../../../src-shared/values/member-space/guarantee.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** Name of each guarantee. */
export const GUARANTEE_NAMES: Readonly<Record<Guarantee, () => string>> = {
  'couverture-1': m.guarantee_couverture_1,
  'couverture-2': m.guarantee_couverture_2,
  'module-a': m.guarantee_module_a,
  'module-b': m.guarantee_module_b,
  'module-c': m.guarantee_module_c,
  'module-plus': m.guarantee_module_plus,
};

/** Name of each field of care. */
export const CARE_FIELD_NAMES: Readonly<Record<CareField, () => string>> = {
  general: m.care_general,
  hospital: m.care_hospital,
  dental: m.care_dental,
  optical: m.care_optical,
  hearing: m.care_hearing,
  prevention: m.care_prevention,
  other: m.care_other,
};
