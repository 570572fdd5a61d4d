import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMMANDS } from '../../../../../src-hub/commands.ts';
import type { HubDeps } from '../../../../../src-hub/core/hub-deps.ts';
import { asOperator } from '../../../../support/hub/as-operator.ts';

/** First line of a file of reimbursements. */
export const HEADS = 'id;number;nir;act;care_on;currency;paid;social_security;mutual;remains;status;paid_on';

/** What a command said, and its exit code. */
export interface Said {
  readonly code: number;
  readonly lines: readonly string[];
  /** The last line: what became of the file, without its seconds. */
  readonly last: string;
}

/** Runs a command of the hub on a file of that content. */
export async function importText(
  deps: HubDeps,
  name: 'reimbursements' | 'guarantees' | 'contracts' | 'devices',
  content: string,
  ...options: string[]
): Promise<Said> {
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-'));
  const file = path.join(folder, 'file');
  writeFileSync(file, content);
  const command = COMMANDS.find((known) => known.name === name);
  const lines: string[] = [];
  let code: number | undefined;
  try {
    code = await command?.run(asOperator(command, [file, ...options]), deps, (line) => lines.push(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { code: code ?? -1, lines, last: (lines.at(-1) ?? '').replace(/, encoding.*$/u, '') };
}

/** A file of reimbursements with these rows. */
export function reimbursementsOf(...rows: string[]): string {
  return [HEADS, ...rows].join('\n');
}

/** One row of it, of a member. @param changed cells by name of the column */
export function row(
  id: string,
  number: string,
  changed: Partial<Record<'nir' | 'act' | 'care_on' | 'currency' | 'mutual' | 'status', string>> = {},
): string {
  const { act = 'Consultation', care_on = '2026-03-07', currency = '', mutual = '9,00' } = changed;
  const { nir = '', status = 'paid' } = changed;
  return [id, number, nir, act, care_on, currency, '30,00', '20,00', mutual, '1,00', status, ''].join(';');
}
