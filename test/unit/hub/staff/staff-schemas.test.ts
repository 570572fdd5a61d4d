import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventBodySchema } from '../../../../src-shared/hub-api/events.ts';
import { HUB_CALLS } from '../../../../src-shared/hub-api/hub-calls.ts';

/** A field of a schema: where it stands, and the JSON schema of what it takes. */
interface Field {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Every leaf of a JSON schema, with its path. */
function leaves(schema: unknown, path: string): Field[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items, prefixItems, anyOf, oneOf, allOf, additionalProperties } = schema as Record<
    string,
    unknown
  >;
  const parts = [anyOf, oneOf, allOf, prefixItems].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  );
  const below = [
    ...Object.entries(properties ?? {}).flatMap(([name, one]) => leaves(one, `${path}.${name}`)),
    ...parts.flatMap((one) => leaves(one, path)),
    ...(items === undefined ? [] : leaves(items, `${path}[]`)),
    ...(typeof additionalProperties === 'object' ? leaves(additionalProperties, `${path}.*`) : []),
  ];
  return below.length > 0 || properties !== undefined ? below : [{ path, schema: schema as Field['schema'] }];
}

function fieldsOf(name: string, schema: z.ZodType | null, side: 'body' | 'answer'): Field[] {
  if (schema === null) return [];
  return leaves(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), `${name} ${side}`);
}

const CALLS = Object.entries(HUB_CALLS).filter(([name]) => name.startsWith('staff/'));
const acts = eventBodySchema.options.filter((option) => option.shape.kind.value === 'staff-act');

const ANSWERS = CALLS.flatMap(([name, { answer }]) => fieldsOf(name, answer, 'answer'));
const BODIES = [
  ...CALLS.flatMap(([name, { body }]) => fieldsOf(name, body, 'body')),
  ...acts.flatMap((option) => fieldsOf('staff-act', option, 'body')),
];

/** A name that says what no staff view may have. */
const SECRET =
  /code|pin|password|phc|answer|nir|lines|street|address|email|phone|birth|familyName|givenName|token|secret/iu;

const nameOf = ({ path }: Field): string => path.split('.').at(-1)?.replaceAll('[]', '') ?? '';
const pathsOf = (fields: readonly Field[]): string[] => [...new Set(fields.map(({ path }) => path))];

/** A text that may hold anything: neither words of a list, nor a pattern, nor a form, nor short. */
function isFree({ schema }: Field): boolean {
  const { type, enum: words, const: word, pattern, format, maxLength } = schema;
  if (type !== 'string') return false;
  return (
    words === undefined &&
    word === undefined &&
    pattern === undefined &&
    format === undefined &&
    (typeof maxLength !== 'number' || maxLength > 64)
  );
}

describe('what calls for staff can contain', () => {
  it('is known: there are such calls, and fields in them', () => {
    expect(CALLS).toHaveLength(5);
    expect(acts).toHaveLength(1);
    expect(ANSWERS.length).toBeGreaterThan(20);
    expect(BODIES.length).toBeGreaterThan(20);
  });

  it('answers no code, password, answer, NIR or address, and a hash of a PIN to the kiosk alone', () => {
    expect(pathsOf(ANSWERS.filter((field) => SECRET.test(nameOf(field))))).toEqual([
      'staff/roster answer.staff[].pinHash',
      // How long the code lasts.
      'staff/act answer.codeFor',
    ]);
  });

  it('has secrets in bodies only where they are shown, and what the member types once', () => {
    expect(pathsOf(BODIES.filter((field) => SECRET.test(nameOf(field)))).toSorted()).toEqual(
      [
        'staff/login body.pin',
        'staff/second-factor body.code',
        'staff/act body.act.second.pin',
        'staff/act body.act.second.code',
        'staff/act body.act.change.email',
        'staff/act body.act.change.phone',
        'staff/act body.act.change.lines[]',
        'staff/act body.act.change.postalCode',
      ].toSorted(),
    );
  });

  it('has no free text: it would say who the member is', () => {
    expect(pathsOf(BODIES.filter(isFree))).toEqual([
      'staff/act body.act.change.email',
      'staff/act body.act.change.country',
    ]);
    // Of the hub itself: a badge, the hash of a list, a number of a receipt.
    expect(pathsOf(ANSWERS.filter(isFree))).toEqual([
      'staff/roster answer.version',
      'staff/roster answer.staff[].badge',
      'staff/act answer.receipt',
    ]);
  });

  it('names no member', () => {
    const named = [...BODIES, ...ANSWERS].filter((field) =>
      /number|holder|member|subject/iu.test(nameOf(field)),
    );
    expect(pathsOf(named)).toEqual([]);
  });

  it('keeps of an identity document its kind and four characters', () => {
    const kept = BODIES.filter(({ path }) => path.includes('.document.'));
    expect([...new Set(kept.map(nameOf))]).toEqual(['kind', 'last']);
    for (const field of kept.filter((one) => nameOf(one) === 'last'))
      expect(field.schema['pattern']).toBe('^[0-9A-Z]{4}$');
  });
});

describe('what the branch page, and kiosks for it, can contain', () => {
  const calls = Object.entries(HUB_CALLS).filter(([name]) => /^branch(?:-page)?\//u.test(name));
  const answers = calls.flatMap(([name, { answer }]) => fieldsOf(name, answer, 'answer'));
  const bodies = calls.flatMap(([name, { body }]) => fieldsOf(name, body, 'body'));

  it('is known: there are such calls, and fields in them', () => {
    expect(calls.length).toBeGreaterThan(15);
    expect(answers.length).toBeGreaterThan(60);
    expect(bodies.length).toBeGreaterThan(40);
  });

  it('answers no code, answer, password, NIR or address of a member', () => {
    expect(pathsOf(answers.filter((field) => SECRET.test(nameOf(field))))).toEqual([
      // How long the code of a waiting ticket lasts.
      'branch/take-ticket answer.code.codeFor',
      // That there is none.
      'branch/take-ticket answer.code',
      // The reader's own, at the first use of the badge.
      'branch-page/first-use answer.secret',
      // How many calls were.
      'branch-page/state answer.today.answered',
    ]);
  });

  it('names a member in one place alone: to who took the call', () => {
    const named = answers.filter((field) => /person|holder|member|subject|number/iu.test(nameOf(field)));
    expect(pathsOf(named)).toEqual(['branch-page/state answer.calls[].person']);
  });

  it('has secrets in bodies only where their owner shows them', () => {
    expect(pathsOf(bodies.filter((field) => SECRET.test(nameOf(field)))).toSorted()).toEqual(
      [
        // Whom a visit is about, which no answer says: a number, or a keyed hash.
        'branch/visit body.holder.nir',
        'branch-page/login body.password',
        'branch-page/login body.code',
        'branch-page/set-up body.pin',
        'branch-page/set-up body.password',
        'branch-page/set-up body.code',
        'branch-page/unlock body.password',
      ].toSorted(),
    );
  });

  it('has no free text from a kiosk: words are words, and a kiosk’s name is that of head office', () => {
    expect(pathsOf(bodies.filter(isFree)).filter((path) => path.startsWith('branch/'))).toEqual([]);
  });
});
