import { describe, expect, it } from 'vitest';
import { windowsPrinter, type PrintWindow } from '../../../src-main/platform/windows-printer.ts';
import { ManualTime, settle } from '../../support/manual-time.ts';

const PAPER = { title: 'Reçu', text: 'Numéro : <b>KT4M</b>\n' };

/** A window of which the test tells what becomes of its paper. */
class FakeWindow implements PrintWindow {
  address = '';
  options: unknown = null;
  destroyed = 0;
  tell: (success: boolean, reason: string) => void = () => undefined;
  loads = true;

  readonly webContents = {
    print: (options: unknown, told: (success: boolean, reason: string) => void): void => {
      this.options = options;
      this.tell = told;
    },
  };

  loadURL(address: string): Promise<void> {
    this.address = address;
    return this.loads ? Promise.resolve() : Promise.reject(new Error('ERR_FAILED'));
  }

  destroy(): void {
    this.destroyed += 1;
  }
}

async function print(name?: string) {
  const window = new FakeWindow();
  const time = new ManualTime();
  const end = new AbortController();
  const settings = { columns: 42, ...(name !== undefined && { name }) };
  const printer = windowsPrinter({ settings, timers: time, open: () => window });
  const outcome = printer.print(PAPER, end.signal);
  await settle();
  return { window, time, end, outcome };
}

describe('a printer under Windows', () => {
  it('prints silently on the configured printer, as text, and is done when the system says so', async () => {
    const { window, outcome } = await print('Ticket 80 mm');
    expect(window.options).toEqual({ silent: true, deviceName: 'Ticket 80 mm', printBackground: false });
    const page = decodeURIComponent(window.address);
    expect(page).toMatch(/^data:text\/html;charset=utf-8,/u);
    expect(page).toContain('Numéro : &lt;b&gt;KT4M&lt;/b&gt;');
    expect(window.destroyed, 'while it prints').toBe(0);
    window.tell(true, '');
    expect(await outcome).toEqual({ ok: true });
    expect(window.destroyed).toBe(1);
  });

  it('takes the default printer when none is named', async () => {
    const { window } = await print();
    expect(window.options).toMatchObject({ deviceName: '' });
  });

  it('is not done when the system refuses, when the page does not load, and when nothing is heard', async () => {
    const refused = await print();
    refused.window.tell(false, 'Invalid printer settings');
    expect(await refused.outcome).toEqual({ ok: false, reason: 'refused' });

    const silent = await print();
    await silent.time.advance(60_000);
    expect(await silent.outcome).toEqual({ ok: false, reason: 'not-confirmed' });
    silent.window.tell(true, '');
    expect(silent.window.destroyed).toBe(1);

    const closed = await print();
    closed.end.abort();
    expect(await closed.outcome).toEqual({ ok: false, reason: 'not-confirmed' });

    const broken = new FakeWindow();
    broken.loads = false;
    const printer = windowsPrinter({
      settings: { columns: 42 },
      timers: new ManualTime(),
      open: () => broken,
    });
    expect(await printer.print(PAPER, new AbortController().signal)).toEqual({
      ok: false,
      reason: 'refused',
    });
    expect(broken.destroyed).toBe(1);
  });
});
