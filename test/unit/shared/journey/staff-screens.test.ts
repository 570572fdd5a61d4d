import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { screenSchema } from '../../../../src-shared/journey/screens.ts';
import { STAFF_SCREENS } from '../../../../src-shared/journey/staff-screens.ts';

/** A leaf of a schema: where it stands, and what it can hold. */
interface Leaf {
  readonly path: string;
  readonly kind: string;
  readonly schema: z.core.$ZodType;
}

/** All leaves of a schema. A kind of schema that this does not know fails. */
function leavesOf(schema: z.core.$ZodType, path: string): Leaf[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, part]) => leavesOf(part, `${path}.${key}`));
    case 'array':
      return leavesOf(def.element, `${path}[]`);
    case 'nullable':
    case 'optional':
      return leavesOf(def.innerType, path);
    case 'union':
      return def.options.flatMap((option) => leavesOf(option, path));
    case 'literal':
    case 'enum':
    case 'boolean':
    case 'number':
    case 'string':
      return [{ path, kind: def.type, schema }];
    default:
      throw new Error(`${path}: ${def.type} is not judged`);
  }
}

const leaves = STAFF_SCREENS.flatMap((screen) => leavesOf(screen, [...screen.shape.id.values].join('')));

/** What no screen of staff may hold, in the forms in which it would come. */
const SECRETS = [
  ...['482913', 'ACDEF34679', 'Rivage-Ocre-57', '284037512345678', '2 84 03 75 123 456 78'],
  ...['zoe.martin@exemple.fr', '+33612345691', '4 place des Jacobins, 44000 Nantes', 'Zoé Martin', '20417'],
];

describe('the screens of staff', () => {
  it('are all screens whose id begins with staff-', () => {
    const ids = screenSchema.options.map(({ shape }) => [...shape.id.values].join(''));
    expect(leaves.length).toBeGreaterThan(40);
    expect(STAFF_SCREENS.map(({ shape }) => [...shape.id.values].join(''))).toEqual(
      ids.filter((id) => id.startsWith('staff-')),
    );
  });

  it('hold no text that a code, an answer, a password, a NIR, a name or an address fits in', () => {
    const texts = leaves.filter(({ kind }) => kind === 'string');
    const loose = texts.filter(({ schema }) =>
      SECRETS.some((secret) => (schema as z.ZodType).safeParse(secret).success),
    );
    // The adviser's own name, as members may see it; and the version of the application.
    expect([...new Set(loose.map(({ path }) => path.replace(/^staff-[a-z]+/u, '')))].toSorted()).toEqual([
      '.adviser.name',
      '.version',
    ]);
    expect(texts.length).toBeGreaterThan(loose.length);
  });

  it('hold no number but moments, spans and counts', () => {
    const numbers = leaves.filter(({ kind }) => kind === 'number').map(({ path }) => path.split('.').at(-1));
    expect([...new Set(numbers)].toSorted()).toEqual(
      [
        ...['begunAt', 'endsAt', 'until', 'lastContact', 'now'],
        ...['oldest', 'clockAhead', 'value'],
        ...['triesLeft', 'times', 'count', 'messages', 'rowsBehind', 'waiting'],
      ].toSorted(),
    );
  });
});
