/** Something that a newer program could add to an object. */
export const ADDED = { addedLater: { list: [{ deep: true }], text: 'x', nothing: null } };

/** A value with an addition in each of its objects, at every depth. */
export function added(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(added);
  if (typeof value !== 'object' || value === null) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([key, of]) => [key, added(of)])), ...ADDED };
}
