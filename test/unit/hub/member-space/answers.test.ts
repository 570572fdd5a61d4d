import { describe, expect, it } from 'vitest';
import {
  type Answer,
  answerSchema,
  answerObstacle,
} from '../../../../src-hub/member-space/requests/staff/answer-rule.ts';
import { isLater } from '../../../../src-hub/member-space/requests/latest-addresses.ts';
import { printable } from '../../../../src-hub/basics/printable.ts';
import { readRequestName } from '../../../../src-hub/member-space/requests/staff/request-name.ts';

const DONE: Answer = { state: 'done', reply: null };
const REFUSED: Answer = { state: 'refused', reply: 'Non' };
const AT = new Date(0);

describe('an answer', () => {
  type Row = Parameters<typeof answerObstacle>[0];
  const row = (changed: Partial<Row>): Row => ({
    ...{ kind: 'question', state: 'received', reply: null, applied_at: null },
    ...changed,
  });

  it.each<[Partial<Row>, Answer, ReturnType<typeof answerObstacle>]>([
    [{}, DONE, null],
    [{ state: 'done' }, DONE, 'same'],
    [{ state: 'done' }, { state: 'done', reply: 'Voilà' }, null],
    [{ state: 'refused', reply: 'Non' }, DONE, null],
    [{ state: 'refused', reply: 'Non' }, REFUSED, 'same'],
    [{ kind: 'address', state: 'superseded' }, DONE, 'superseded'],
    [{ kind: 'contact', state: 'done' }, DONE, 'made-by-hub'],
    [{ kind: 'address', state: 'done', applied_at: AT }, DONE, 'same'],
    [{ kind: 'address', state: 'done', applied_at: AT }, { state: 'done', reply: 'Voilà' }, null],
    [{ kind: 'address', state: 'done', applied_at: AT }, REFUSED, 'in-effect'],
    [{ kind: 'address', state: 'done' }, REFUSED, null],
    [{ kind: 'address', state: 'refused', reply: 'Non' }, DONE, 'refused-address'],
  ])('to %j of %j: %s', (changed, answer, result) => {
    expect(answerObstacle(row(changed), answer)).toBe(result);
  });

  it.each([
    [{ state: 'refused', reply: null }, 'reply'],
    [{ state: 'refused', reply: ' \n ' }, 'reply'],
    [{ state: 'done', reply: 'a\u0007b' }, 'reply'],
    [{ state: 'done', reply: '\ufffd' }, 'reply'],
    [{ state: 'done', reply: 'x'.repeat(1001) }, 'reply'],
    [{ state: 'received', reply: null }, 'state'],
    [{ state: undefined, reply: null }, 'state'],
  ])('%j is none: %s', (said, field) => {
    expect(answerSchema.safeParse(said).error?.issues[0]?.path).toEqual([field]);
  });

  it('keeps gaps that do not break, and no ends of lines', () => {
    expect(answerSchema.parse({ state: 'done', reply: ' Merci\u00a0!\r\n\tÀ  bientôt ' })).toEqual({
      ...{ state: 'done', reply: 'Merci\u00a0! À bientôt' },
    });
  });
});

it.each([
  ['kt4m 7xwa', { column: 'receipt', value: 'KT4M-7XWA' }],
  [' 01900000-0000-7000-8000-00000000000A', { column: 'id', value: '01900000-0000-7000-8000-00000000000a' }],
  ['KT4M-7XW', null],
  ["'; DROP TABLE member; --", null],
])('%j names %j', (typed, name) => {
  expect(readRequestName(typed)).toEqual(name);
});

it.each([
  ['« ça »\u00a0!', '« ça »\u00a0!'],
  ['a\u001b[2J\u009b\u202eb', 'a\\u001b[2J\\u009b\\u202eb'],
  ['\u{e0041}\ud800', '\\udb40\\udc41\\ud800'],
])('%j is printed so that nothing is unseen', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('the later decision counts, of two of one moment the greater id', () => {
  const [early, late] = [
    { id: 'b', decidedAt: 1 },
    { id: 'a', decidedAt: 2 },
  ];
  expect([isLater(late, early), isLater(early, late)]).toEqual([true, false]);
  expect([isLater({ id: 'b', decidedAt: 1 }, { id: 'a', decidedAt: 1 }), isLater(early, early)]).toEqual([
    true,
    false,
  ]);
});
