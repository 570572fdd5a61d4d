import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HUB_CALLS, type HubCallName } from '../../../../src-shared/hub-api/hub-calls.ts';
import { SPACE_CALLS } from '../../../../src-shared/hub-api/space-calls.ts';
import { eventBodySchema, sentEventSchema } from '../../../../src-shared/hub-api/events.ts';
import { feedEndSchema } from '../../../../src-shared/hub-api/feed.ts';
import { anyHubFaultSchema, hubFaultSchema } from '../../../../src-shared/hub-api/wire/faults.ts';

/** Every object of a schema, as a reader of input sees it: whether it refuses what it does not know, by its place. */
function objectsOf(schema: z.ZodType): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const walk = (node: unknown, place: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('properties' in node) {
      found.set(place, 'additionalProperties' in node && node.additionalProperties === false);
    }
    for (const [key, value] of Object.entries(node)) walk(value, `${place}/${key}`);
  };
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
  return found;
}

const placesWhere = (schema: z.ZodType, isStrict: boolean): string[] =>
  [...objectsOf(schema)].flatMap(([place, strict]) => (strict === isStrict ? [place] : []));

const NAMES = Object.keys(HUB_CALLS) as HubCallName[];

describe('what is asked', () => {
  it.each(NAMES)('%s is read strictly', (name) => {
    const { body, query }: { body: z.ZodType | null; query?: z.ZodType } = HUB_CALLS[name];
    for (const schema of [body, query ?? null]) {
      if (schema !== null) expect(placesWhere(schema, false)).toEqual([]);
    }
  });

  it('is read strictly in events too', () => {
    expect(objectsOf(eventBodySchema).size).toBeGreaterThan(8);
    for (const schema of [eventBodySchema, sentEventSchema]) expect(placesWhere(schema, false)).toEqual([]);
  });
});

describe('what is answered', () => {
  it.each(NAMES)('%s is read tolerantly: what a newer hub adds is not looked at', (name) => {
    const answer: z.ZodType | null = HUB_CALLS[name].answer;
    if (answer === null) return;
    expect(objectsOf(answer).size).toBeGreaterThan(0);
    expect(placesWhere(answer, true)).toEqual([]);
  });

  it.each([
    ['the end of the feed', feedEndSchema],
    ['a fault', hubFaultSchema],
    ['a fault of later', anyHubFaultSchema],
  ])('%s too', (_name, schema) => {
    expect(placesWhere(schema, true)).toEqual([]);
  });

  it('finds one that is strict', () => {
    expect(placesWhere(z.object({ rows: z.array(z.strictObject({ a: z.string() })) }), true)).toEqual([
      '/properties/rows/items',
    ]);
    expect(Object.keys(SPACE_CALLS).length).toBeGreaterThan(15);
  });
});
