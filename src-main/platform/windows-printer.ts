import { PRINT_PATIENCE } from '../printing/printer.ts';
import type { Timers } from '../clock/timers.ts';
import type { Printer } from '../printing/printer.ts';
import type { PrinterSettings } from '../printing/printer-settings.ts';
import { escapeHtml } from '../../src-shared/mail/escape-html.ts';

/** The parts of Electron's window that are used. */
export interface PrintWindow {
  readonly webContents: {
    print(
      options: { silent: boolean; deviceName: string; printBackground: boolean },
      told: (success: boolean, reason: string) => void,
    ): void;
  };
  loadURL(address: string): Promise<void>;
  destroy(): void;
}

/** What {@link windowsPrinter} needs. */
export interface WindowsPrinterDeps {
  readonly settings: Pick<PrinterSettings, 'name' | 'columns'>;
  /** Opens a hidden window without scripts, for one document. */
  readonly open: () => PrintWindow;
  readonly timers: Timers;
}

/** Prints through a hidden Electron window. Only its callback tells that the system has printed the job. */
export function windowsPrinter({ settings, open, timers }: WindowsPrinterDeps): Printer {
  return {
    columns: settings.columns,
    print: async ({ title, text }, signal) => {
      const window = open();
      const { promise: told, resolve } = Promise.withResolvers<boolean | null>();
      const cancel = timers.after(PRINT_PATIENCE, () => resolve(null));
      signal.addEventListener('abort', () => resolve(null));
      window.loadURL(pageOf(title, text)).then(
        () => {
          const options = { silent: true, deviceName: settings.name ?? '', printBackground: false };
          window.webContents.print(options, resolve);
        },
        () => resolve(false),
      );
      const success = await told;
      cancel();
      window.destroy();
      if (success === null) return { ok: false, reason: 'not-confirmed' };
      return success ? { ok: true } : { ok: false, reason: 'refused' };
    },
  };
}

function pageOf(title: string, text: string): string {
  const page = `<!doctype html><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>@page { margin: 4mm } pre { font: 10pt/1.35 Consolas, monospace; margin: 0 }</style>
<pre>${escapeHtml(text)}</pre>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(page)}`;
}
