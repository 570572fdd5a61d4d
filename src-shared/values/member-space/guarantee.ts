/** The guarantees of the MC602 guide, in its order. */
export const GUARANTEES = [
  'couverture-1',
  'couverture-2',
  'module-a',
  'module-b',
  'module-c',
  'module-plus',
] as const;

/** One guarantee. */
export type Guarantee = (typeof GUARANTEES)[number];

/** Fields of care, to group the lines of a guarantee. */
export const CARE_FIELDS = [
  'general',
  'hospital',
  'dental',
  'optical',
  'hearing',
  'prevention',
  'other',
] as const;

/** A field of care. */
export type CareField = (typeof CARE_FIELDS)[number];
