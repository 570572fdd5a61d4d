import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cupsPrinter } from '../../../../src-main/printing/cups-printer.ts';
import type { PrintOutcome } from '../../../../src-main/printing/printer.ts';
import { ManualTime } from '../../../support/manual-time.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PAPER = { title: 'Reçu de demande', text: 'Numéro\u00a0: KT4M-7XWA\n« été »\n' };

/** Each call is noted; what is answered stands in files that the test writes. */
const SCRIPTS = {
  lp: `printf '%s\\n' "$@" > args; printf '%s' "$LC_ALL" > locale; cat > paper
if [ -e refused ]; then echo "lp: The printer or class does not exist." >&2; exit 1; fi
cat answer`,
  lpstat: `echo "$*" >> looks; if [ -e away ]; then exit 1; fi
if [ -e "$3" ]; then cat "$3"; fi`,
  cancel: `echo "$1" >> cancelled; if [ -e too-late ]; then mv too-late completed; rm -f not-completed; fi`,
};

/** A printing system of shell scripts in a folder of its own, which is the PATH. */
class FakeCups {
  readonly folder = temporaryFolder();
  readonly time = new ManualTime();
  readonly end = new AbortController();

  constructor() {
    mkdirSync(path.join(this.folder, 'bin'));
    for (const [name, script] of Object.entries(SCRIPTS)) {
      const text = `#!/bin/sh\nPATH=/usr/bin:/bin\ncd '${this.folder}'\n${script}\n`;
      writeFileSync(path.join(this.folder, 'bin', name), text, { mode: 0o755 });
    }
    this.write('answer', 'request id is Ticket-7 (0 file(s))\n');
    this.write('not-completed', job('Ticket-7', 'job-printing'));
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  remove(name: string): void {
    rmSync(path.join(this.folder, name), { force: true });
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** The job leaves the queue, and is told so with these keywords. */
  ends(...reasons: string[]): void {
    this.write('completed', job('Ticket-6', 'aborted-by-system') + job('Ticket-7', ...reasons));
    this.remove('not-completed');
  }

  /** Begins to print. */
  print(options: string[] = [], bin = 'bin'): Promise<PrintOutcome> {
    const env = { PATH: path.join(this.folder, bin), LANG: 'fr_FR.UTF-8' };
    const settings = { name: 'Ticket', options, columns: 42 };
    return cupsPrinter({ settings, env, timers: this.time }).print(PAPER, this.end.signal);
  }

  /** Moves time on, half a second after each look, until the printing system was asked so often. */
  async looks(count: number): Promise<void> {
    await expect
      .poll(async () => {
        await this.time.advance(500);
        return this.lookCount();
      })
      .toBeGreaterThanOrEqual(count);
  }

  /** Moves time on until the outcome is known. */
  async outcome(printing: Promise<PrintOutcome>): Promise<PrintOutcome> {
    let known: PrintOutcome | null = null;
    void printing.then((outcome) => (known = outcome));
    await expect
      .poll(
        async () => {
          await this.time.advance(500);
          return known;
        },
        { timeout: 90_000, interval: 5 },
      )
      .not.toBeNull();
    return printing;
  }

  private lookCount(): number {
    try {
      return this.read('looks').trim().split('\n').length;
    } catch {
      return 0;
    }
  }
}

/** A job as `lpstat -l -o` lists it. */
function job(id: string, ...reasons: string[]): string {
  return `${id.padEnd(23)} kiosk          1024   Sun 22 Nov 2026 07:20:00\n\tStatus: \n\tAlerts: ${reasons.join(' ')}\n\tqueued for Ticket\n`;
}

describe('a printer under CUPS', () => {
  it('is given the text in UTF-8, without a shell, and is done once the job is told completed', async () => {
    const cups = new FakeCups();
    const printing = cups.print(['media=Custom.80x200mm', "a'; touch x #"]);
    await cups.looks(3);
    cups.ends('job-completed-successfully');
    expect(await cups.outcome(printing)).toEqual({ ok: true });
    const options = ['-o', 'media=Custom.80x200mm', '-o', "a'; touch x #"];
    expect(cups.read('args').split('\n')).toEqual(['-d', 'Ticket', ...options, '-t', 'Reçu de demande', '']);
    expect(cups.read('paper')).toBe(PAPER.text);
    expect(cups.read('locale')).toBe('C.UTF-8');
    expect(() => cups.read('cancelled')).toThrow('ENOENT');
  });

  it('is not done while the job waits: after a minute it is taken back, and its neighbours stay', async () => {
    const cups = new FakeCups();
    cups.write('completed', job('Ticket-70', 'job-completed-successfully'));
    cups.write('not-completed', job('Ticket-17', 'job-printing') + job('Ticket-7', 'job-printing'));
    const outcome = await cups.outcome(cups.print());
    expect(outcome).toEqual({ ok: false, reason: 'not-confirmed' });
    expect(cups.time.monotonic()).toBeGreaterThanOrEqual(60_000);
    expect(cups.read('cancelled')).toBe('Ticket-7\n');
  });

  it('is done when the job ends in the moment in which it would be taken back', async () => {
    const cups = new FakeCups();
    cups.write('too-late', job('Ticket-7', 'job-completed-successfully'));
    expect(await cups.outcome(cups.print())).toEqual({ ok: true });
    expect(cups.read('cancelled')).toBe('Ticket-7\n');
  });

  it.each([
    ['printer-stopped', 'stopped'],
    ['job-hold-until-specified', 'stopped'],
  ] as const)(
    'is not done when the job stands still (%s): it is taken back at once',
    async (keyword, reason) => {
      const cups = new FakeCups();
      cups.write('not-completed', job('Ticket-7', 'job-incoming', keyword));
      expect(await cups.outcome(cups.print())).toEqual({ ok: false, reason });
      expect(cups.read('cancelled')).toBe('Ticket-7\n');
    },
  );

  it.each([['aborted-by-system'], ['job-canceled-by-user'], ['job-completed-with-errors']])(
    'is not done when the job ended otherwise (%s)',
    async (keyword) => {
      const cups = new FakeCups();
      cups.ends(keyword);
      expect(await cups.outcome(cups.print())).toEqual({ ok: false, reason: 'aborted' });
    },
  );

  it('is not done when the job vanishes without a word', async () => {
    const cups = new FakeCups();
    const printing = cups.print();
    await cups.looks(2);
    cups.remove('not-completed');
    expect(await cups.outcome(printing)).toEqual({ ok: false, reason: 'not-confirmed' });
  });

  it('goes on looking while the queue cannot be read', async () => {
    const cups = new FakeCups();
    cups.write('away', '');
    const printing = cups.print();
    await cups.looks(4);
    cups.ends('job-completed-successfully');
    cups.remove('away');
    expect(await cups.outcome(printing)).toEqual({ ok: true });
  });

  it('reads the job in another language, and tells a refusal, an odd answer and a missing command apart', async () => {
    const french = new FakeCups();
    french.write('answer', 'l’identifiant de la requête est Ticket-7 (0 fichier(s))\n');
    french.ends('job-completed-successfully');
    expect(await french.outcome(french.print())).toEqual({ ok: true });

    const refusing = new FakeCups();
    refusing.write('refused', '');
    expect(await refusing.outcome(refusing.print())).toEqual({ ok: false, reason: 'refused' });

    const odd = new FakeCups();
    odd.write('answer', 'hello\n');
    expect(await odd.outcome(odd.print())).toEqual({ ok: false, reason: 'refused' });

    const missing = new FakeCups();
    expect(await missing.outcome(missing.print([], 'nowhere'))).toEqual({ ok: false, reason: 'unavailable' });
  });

  it('is waited for no longer when the kiosk closes, and what is in the queue stays', async () => {
    const cups = new FakeCups();
    const printing = cups.print();
    await cups.looks(1);
    cups.end.abort();
    expect(await printing).toEqual({ ok: false, reason: 'not-confirmed' });
    expect(() => cups.read('cancelled')).toThrow('ENOENT');
  });
});
