import { PRINT_PATIENCE } from './printer.ts';
import type { Timers } from '../clock/timers.ts';
import { isPrinted, isStopped, jobOf, reasonsOf } from './cups-jobs.ts';
import type { Printer, PrintOutcome } from './printer.ts';
import type { PrinterSettings } from './printer-settings.ts';
import { runCommand } from './run-command.ts';

/** Milliseconds between two checks of the queue: of the first ones, as a receipt takes few seconds, and of later ones. */
const LOOK_EVERY = { first: 500, later: 2000 };

/** Number of first checks. */
const FIRST_LOOKS = 20;

/** What {@link cupsPrinter} needs. */
export interface CupsPrinterDeps {
  readonly settings: PrinterSettings;
  /** Its PATH is searched for `lp`, `lpstat` and `cancel`. */
  readonly env: NodeJS.ProcessEnv;
  readonly timers: Timers;
}

/** State of a job. `leaving`: neither in the waiting nor in the finished list. */
type Status = PrintOutcome | 'waiting' | 'leaving';

/**
 * Prints through CUPS (`lp`), and checks the queue (`lpstat`) until the job is finished. A job that takes too long is
 * cancelled, so that it does not come out in front of the next visitor.
 */
export function cupsPrinter({ settings, env, timers }: CupsPrinterDeps): Printer {
  // The text is UTF-8, so CUPS needs a UTF-8 locale.
  const inEnglish = { env: { ...env, LC_ALL: 'C.UTF-8' } };
  const run = (command: string, args: readonly string[], input?: string) =>
    runCommand(command, args, { ...inEnglish, ...(input !== undefined && { input }) });

  const listed = async (which: string, job: string): Promise<readonly string[] | 'unknown' | null> => {
    const answer = await run('lpstat', ['-l', '-W', which, '-o']);
    return answer?.code === 0 ? reasonsOf(answer.output, job) : 'unknown';
  };

  const look = async (job: string): Promise<Status> => {
    const waiting = await listed('not-completed', job);
    if (waiting === 'unknown') return 'waiting';
    if (waiting !== null) return isStopped(waiting) ? { ok: false, reason: 'stopped' } : 'waiting';
    const ended = await listed('completed', job);
    if (ended === 'unknown') return 'waiting';
    if (ended === null) return 'leaving';
    return isPrinted(ended) ? { ok: true } : { ok: false, reason: 'aborted' };
  };

  const pause = (looks: number, ended: Promise<void>): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const span = looks < FIRST_LOOKS ? LOOK_EVERY.first : LOOK_EVERY.later;
    const cancel = timers.after(span, () => resolve(undefined));
    return Promise.race([promise, ended]).finally(cancel);
  };

  const follow = async (job: string, signal: AbortSignal): Promise<PrintOutcome> => {
    const limit = new AbortController();
    const cancel = timers.after(PRINT_PATIENCE, () => limit.abort());
    const end = AbortSignal.any([signal, limit.signal]);
    const ended = new Promise<void>((resolve) => end.addEventListener('abort', () => resolve()));
    let missed = 0;
    for (let looks = 1; !end.aborted; looks++) {
      const status = await look(job);
      if (typeof status === 'object') {
        cancel();
        return status;
      }
      // In neither list. It is checked again, since the job may have moved between the two readings.
      missed = status === 'leaving' ? missed + 1 : 0;
      if (missed === 2) break;
      await pause(looks, ended);
    }
    cancel();
    return { ok: false, reason: 'not-confirmed' };
  };

  return {
    columns: settings.columns,
    print: async ({ title, text }, signal) => {
      const { name, options } = settings;
      const destination = name === undefined ? [] : ['-d', name];
      const chosen = options.flatMap((option) => ['-o', option]);
      const answer = await run('lp', [...destination, ...chosen, '-t', title], text);
      if (answer === null) return { ok: false, reason: 'unavailable' };
      const job = answer.code === 0 ? jobOf(answer.output) : null;
      if (job === null) return { ok: false, reason: 'refused' };
      const outcome = await follow(job, signal);
      if (outcome.ok || outcome.reason === 'aborted' || signal.aborted) return outcome;
      await run('cancel', [job]);
      // The job may have finished just before it was cancelled.
      const last = await look(job);
      return typeof last === 'object' && last.ok ? last : outcome;
    },
  };
}
