import { rm, writeFile } from 'node:fs/promises';
import type { Told } from '../cli/declaration.ts';
import { done, notDone, summaryLine } from '../cli/define-command.ts';
import { folderFault } from '../basics/private-files.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { addKiosk, type IssuedCode } from './kiosk-registry.ts';

/** A new kiosk. */
interface NewKiosk extends IssuedCode {
  readonly name: string;
}

/** What `kiosks new --count` is asked. */
export interface NewKiosks {
  /** They are called by it and a number: "Nantes 1", "Nantes 2", … */
  readonly name: string;
  readonly kind: 'kiosk' | 'website';
  readonly count: number;
  /** CSV file that only its owner can read; undefined: standard output. */
  readonly file: string | undefined;
  readonly dryRun: boolean;
}

/** Registers several kiosks, all or none, with numbers after those that are taken. Their codes become CSV. */
export async function addKiosks(deps: HubDeps, asked: NewKiosks): Promise<Told> {
  const { name, kind, count, file, dryRun } = asked;
  const written: string[] = [];
  try {
    return await deps.database.db.transaction().execute(async (work) => {
      const within = { ...deps, database: { ...deps.database, db: work } };
      const first = (await lastNumber(within, name)) + 1;
      const kiosks: NewKiosk[] = [];
      for (let number = first; number < first + count; number++) {
        const numbered = `${name} ${number}`;
        const issued = await addKiosk(within, numbered, kind);
        // Registered by somebody else at this moment.
        if (issued === null) throw new TakenError(numbered);
        kiosks.push({ name: numbered, ...issued });
      }
      const names = kiosks.map((kiosk) => kiosk.name);
      if (dryRun) return done([`Codes for ${names.join(', ')} would be made.`], { names });
      const lines = csvLines(kiosks);
      if (file === undefined) return done(lines, { kiosks });
      await writeFile(file, `${lines.join('\r\n')}\r\n`, { flag: 'wx', mode: 0o600 });
      written.push(file);
      return done([`Codes, for its owner alone: ${file}`, summaryLine({ registered: count })], {
        names,
        file,
      });
    });
  } catch (error) {
    // The codes in it are worth nothing.
    for (const useless of written) await rm(useless, { force: true });
    if (error instanceof TakenError) return notDone([`${error.message} is taken just now; run it again.`]);
    const fault = folderFault(error);
    if (fault === null) throw error;
    const words = fault === 'already has what was to be written' ? 'is there already' : fault;
    return notDone([`${file ?? ''} ${words}; no kiosk was registered.`]);
  }
}

class TakenError extends Error {
  override readonly name = 'TakenError';
}

/** The highest number behind a name; 0 when there is none. */
async function lastNumber({ database }: Pick<HubDeps, 'database'>, name: string): Promise<number> {
  const rows = await database.db.selectFrom('kiosk').select('name').execute();
  const numbers = rows
    .filter((row) => row.name.startsWith(`${name} `))
    .map((row) => Number(/^\d{1,6}$/u.exec(row.name.slice(name.length + 1))?.[0] ?? 0));
  return Math.max(0, ...numbers);
}

/** Names and codes hold no character that CSV would quote. */
function csvLines(kiosks: readonly NewKiosk[]): string[] {
  return [
    'name;enrolment_code;valid_until',
    ...kiosks.map(({ name, code, expiresAt }) => [name, code, expiresAt.toISOString()].join(';')),
  ];
}
