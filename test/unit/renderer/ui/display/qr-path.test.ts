import { describe, expect, it } from 'vitest';
import { qrPath } from '../../../../../src-renderer/ui/display/qr-path.ts';

describe('the drawing of a QR code', () => {
  it('has one rectangle for each run of dark squares', () => {
    expect(qrPath(['0110', '0000', '1001'])).toBe('M1 0h2v1h-2zM0 2h1v1h-1zM3 2h1v1h-1z');
  });

  it('is empty without squares', () => {
    expect(qrPath([])).toBe('');
  });
});
