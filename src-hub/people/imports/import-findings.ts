import type { RefusedRow } from './checked-rows.ts';
import { findingCells, Findings } from './findings.ts';
import { PrivateLines } from './files/private-lines.ts';
import { Rejects, type RejectsForm } from './files/rejects.ts';

/** Which files an import writes besides. */
export interface FindingFiles {
  readonly file: string;
  /** File of rejects; null: its name is made from the imported file's, unless its rows are secret. */
  readonly rejects: string | null;
  /** File of everything that was found; null: none. */
  readonly report: string | null;
  /** True: files are written only where they were named. */
  readonly dryRun: boolean;
}

/** What an import finds, with the files that it is written to. */
export class ImportFindings {
  readonly findings: Findings;
  readonly #options: FindingFiles;
  readonly #report: PrivateLines | null;
  /** Whether rejects go to a file. */
  readonly #writes: boolean;
  #rejects: Rejects | null = null;
  #rejectsFile: string | null = null;

  /** @param isSecret rows may bear a NIR: then they are written to a file only where somebody names one */
  constructor(options: FindingFiles, isSecret: boolean) {
    this.#options = options;
    this.#writes = options.rejects !== null || (!isSecret && !options.dryRun);
    this.#report = options.report === null ? null : new PrivateLines(options.report, '--report');
    this.findings = new Findings((finding) => this.#report?.write(csvLine(findingCells(finding))));
  }

  /** Begins the files. @throws UnwritableError */
  open(form: RejectsForm): void {
    this.#report?.write(csvLine(['line', 'column', 'what', 'why']));
    if (!this.#writes) return;
    this.#rejectsFile = this.#options.rejects ?? `${this.#options.file}.rejects.${form.format}`;
    this.#rejects = new Rejects(this.#rejectsFile, form);
  }

  /** Whether rows are written that are set aside. */
  get writesRows(): boolean {
    return this.#rejects !== null;
  }

  /** Writes rows that are set aside. @throws UnwritableError */
  setAside(rows: readonly RefusedRow[]): void {
    this.#rejects?.add(rows);
  }

  /** Everything for the terminal. */
  lines(): string[] {
    const { refused } = this.findings;
    const isWritten = this.#rejectsFile !== null && refused > 0;
    return [
      ...this.findings.lines(),
      ...(isWritten ? [`${refused} set aside in ${this.#rejectsFile}: mend and import that file`] : []),
    ];
  }

  /** Closes the files after they are on disk. */
  close(): void {
    this.#rejects?.close();
    this.#report?.close();
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')}\n`;
}
