import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalBack } from '../../../../src-renderer/kiosk/local-back.svelte.ts';

let back: LocalBack;

beforeEach(async () => {
  vi.stubGlobal('$state', { raw: <T>(value: T): T => value });
  const { LocalBack: Class } = await import('../../../../src-renderer/kiosk/local-back.svelte.ts');
  back = new Class();
});

afterEach(() => vi.unstubAllGlobals());

describe('the way back inside a screen', () => {
  it('is that of the innermost part, then the one around it again', () => {
    const outer = (): void => undefined;
    const inner = (): void => undefined;
    const endOuter = back.offer(outer);
    const endInner = back.offer(inner);
    expect(back.step).toBe(inner);
    endInner();
    expect(back.step).toBe(outer);
    endOuter();
    expect(back.step).toBeNull();
  });

  it('ends with its own part only, in whatever order parts end', () => {
    const inner = (): void => undefined;
    const endOuter = back.offer(() => undefined);
    back.offer(inner);
    endOuter();
    expect(back.step).toBe(inner);
  });

  it('is none on a first part', () => {
    back.offer(null)();
    expect(back.step).toBeNull();
  });
});

describe('a button of the screen that is the way back', () => {
  it('is counted while it is shown, also when the next screen has one before the last is gone', () => {
    expect(back.isOnScreen).toBe(false);
    const endLast = back.takeOver();
    const endNext = back.takeOver();
    endLast();
    expect(back.isOnScreen).toBe(true);
    endNext();
    expect(back.isOnScreen).toBe(false);
  });
});
