import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { HubOrder, HubReport } from './hub-messages.ts';

/** A hub in its own process, beside the benchmark. */
export class HubChild {
  readonly #child: ChildProcess;
  readonly ready: Extract<HubReport, { kind: 'ready' }>;

  private constructor(child: ChildProcess, ready: Extract<HubReport, { kind: 'ready' }>) {
    this.#child = child;
    this.ready = ready;
  }

  /** Starts a hub with `rows` invented members. */
  static async start(rows: number): Promise<HubChild> {
    const child = fork(path.join(import.meta.dirname, 'hub-process.ts'), [String(rows)]);
    const report = await nextReport(child);
    if (report.kind !== 'ready') throw new Error('the hub did not start');
    return new HubChild(child, report);
  }

  /** Changes one member. @returns the moment before the change, in milliseconds since 1970 */
  async change(number: string, postalCode: string): Promise<number> {
    this.#order({ type: 'change', number, postalCode });
    const report = await nextReport(this.#child);
    if (report.kind !== 'changed') throw new Error('the hub did not change the member');
    return report.at;
  }

  async close(): Promise<void> {
    this.#order({ type: 'close' });
    await once(this.#child, 'exit');
  }

  #order(order: HubOrder): void {
    this.#child.send(order);
  }
}

async function nextReport(child: ChildProcess): Promise<HubReport> {
  const settled = new AbortController();
  const { signal } = settled;
  const died = once(child, 'exit', { signal }).then(([code]): never => {
    throw new Error(`the hub's process ended with ${String(code)}`);
  });
  try {
    const [report] = (await Promise.race([once(child, 'message', { signal }), died])) as [HubReport];
    return report;
  } finally {
    died.catch(() => undefined);
    settled.abort();
  }
}
