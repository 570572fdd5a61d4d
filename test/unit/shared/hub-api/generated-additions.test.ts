import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readAnswer } from '../../../../src-main/hub-client/read-answer.ts';
import { HUB_CALLS, type HubCallName } from '../../../../src-shared/hub-api/hub-calls.ts';
import { ADDED, added } from '../../../support/additions.ts';
import { valuesOf } from '../../../support/values-of-schema.ts';

/** The calls of a kiosk whose answer is JSON. */
const CALLS = (Object.keys(HUB_CALLS) as HubCallName[]).flatMap((name) => {
  const { answer, callers }: { answer: z.ZodType | null; callers: readonly string[] } = HUB_CALLS[name];
  return answer !== null && (callers.includes('kiosk') || name === 'enrol') ? [[name, answer] as const] : [];
});

const OF_LATER = 'of-later';

/** The value once for each text in it, with that text replaced by one of later. */
function withTextsOfLater(value: unknown): unknown[] {
  if (typeof value === 'string') return [OF_LATER];
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return list.flatMap((part, at) => withTextsOfLater(part).map((changed) => list.with(at, changed)));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    withTextsOfLater(part).map((changed) => ({ ...value, [key]: changed })),
  );
}

/** The value once for each field in it, without that field: as a hub of before would answer. */
function withoutOneField(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return list.flatMap((part, at) => withoutOneField(part).map((changed) => list.with(at, changed)));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const rest = Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
    return [rest, ...withoutOneField(part).map((changed) => ({ ...value, [key]: changed }))];
  });
}

describe('a newer hub', () => {
  it('has all calls of a kiosk', () => {
    expect(CALLS.length).toBeGreaterThan(30);
  });

  it.each(CALLS)('may add fields to the answer of %s, at every depth', (_name, answer) => {
    fc.assert(
      fc.property(valuesOf(answer), (value) => {
        expect(added(value)).not.toEqual(value);
        expect(readAnswer(answer, added(value))).toEqual({ value: answer.parse(value), unread: 0 });
      }),
      { numRuns: 30 },
    );
  });

  it.each(CALLS)('may tell in the answer of %s what a kiosk has no word for', (_name, answer) => {
    fc.assert(
      fc.property(valuesOf(answer), (value) => {
        for (const later of withTextsOfLater(value)) {
          const read = readAnswer(answer, later);
          // Read, read without some rows, or not an answer at all: never a fault of the program.
          if (read !== null) expect(answer.safeParse(read.value).success).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['space/requests', 'rows', 'kind'],
    ['space/requests', 'rows', 'state'],
    ['space/requests', 'rows', 'rejected'],
    ['space/reimbursements', 'rows', 'status'],
    ['space/guarantees', 'guarantees', 'id'],
    ['space/devices', 'devices', 'kind'],
    ['space/devices', 'devices', 'state'],
    ['space/delegations', 'given', 'scope'],
    ['space/delegations', 'received', 'state'],
    ['space/journal', 'rows', 'what'],
  ] as const)('%s: a row of %s with another %s is set aside, the others stay', (name, list, field) => {
    const answer: z.ZodType = HUB_CALLS[name].answer;
    const full = valuesOf(answer).filter((value): value is Record<string, Record<string, unknown>[]> => {
      const rows = (value as Record<string, unknown>)[list];
      return Array.isArray(rows) && rows.length > 1;
    });
    fc.assert(
      fc.property(full, fc.nat(), fc.boolean(), (value, at, two) => {
        const rows = value[list] ?? [];
        const bad = new Set([at % rows.length, ...(two ? [(at + 1) % rows.length] : [])]);
        const told = rows.map((row, index) =>
          bad.has(index) ? { ...row, [field]: OF_LATER, ...ADDED } : row,
        );
        const kept = rows.filter((_row, index) => !bad.has(index));
        expect(readAnswer(answer, { ...value, [list]: told })).toEqual({
          value: answer.parse({ ...value, [list]: kept }),
          unread: bad.size,
        });
      }),
      { numRuns: 30 },
    );
  });

  it('cannot make a kiosk believe that a part is missing', () => {
    const answer = HUB_CALLS['space/status'].answer;
    const acting = {
      ...{ delegation: crypto.randomUUID(), holder: { situation: 'member', number: '00123456' }, name: 'x' },
      ...{ scope: OF_LATER, endsOn: '2027-01-01' },
    };
    const told = { result: 'ok', elsewhere: null, acting, mail: null };
    expect(readAnswer(answer, told)).toBeNull();
    expect(readAnswer(answer, { ...told, acting: { ...acting, scope: 'see' } })).not.toBeNull();
  });
});

describe('an older hub', () => {
  it.each(CALLS)('that does not tell a field of %s yet is read, or is none', (_name, answer) => {
    fc.assert(
      fc.property(valuesOf(answer), (value) => {
        for (const older of withoutOneField(value)) {
          const read = readAnswer(answer, older);
          if (read !== null) expect(answer.safeParse(read.value).success).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });
});
