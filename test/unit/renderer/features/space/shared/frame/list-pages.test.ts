import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../../../../../src-renderer/features/space/shared/frame/list-pages.ts';

const LIST = ['a', 'b', 'c', 'd', 'e'];

describe('pageOf', () => {
  it('shows a part of a list', () => {
    expect(pageOf(LIST, 2, 0)).toEqual({ page: 0, pages: 3, shown: ['a', 'b'] });
    expect(pageOf(LIST, 2, 2)).toEqual({ page: 2, pages: 3, shown: ['e'] });
    expect(pageOf(LIST, 5, 0).pages).toBe(1);
  });

  it('shows the last part of a list that has become shorter', () => {
    expect(pageOf(LIST.slice(0, 3), 2, 2)).toEqual({ page: 1, pages: 2, shown: ['c'] });
  });

  it('has one page for an empty list', () => {
    expect(pageOf([], 2, 3)).toEqual({ page: 0, pages: 1, shown: [] });
  });
});
