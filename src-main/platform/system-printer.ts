import { BrowserWindow } from 'electron';
import type { Timers } from '../clock/timers.ts';
import { cupsPrinter } from '../printing/cups-printer.ts';
import type { Printer } from '../printing/printer.ts';
import type { PrinterSettings } from '../printing/printer-settings.ts';
import { windowsPrinter } from './windows-printer.ts';

/** Session of the printing window: in memory only, separate from the visitor's. */
const PARTITION = 'paper';

/** The printer of this machine, through its printing system. */
export function systemPrinter(settings: PrinterSettings, timers: Timers): Printer {
  return process.platform === 'win32'
    ? windowsPrinter({ settings, timers, open: openHidden })
    : cupsPrinter({ settings, timers, env: process.env });
}

function openHidden(): BrowserWindow {
  return new BrowserWindow({
    show: false,
    webPreferences: {
      partition: PARTITION,
      sandbox: true,
      javascript: false,
      disableDialogs: true,
      devTools: false,
    },
  });
}
