import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { releaseNewsBodySchema } from '../../src-shared/hub-api/releases.ts';
import { version } from '../../src-shared/release/manifest.ts';
import { writeDurably } from '../files/durable-file.ts';

const MEMORY_FILE = 'memory.json';

/** News about a release that head office is to hear. */
export type ReleaseNews = z.infer<typeof releaseNewsBodySchema>['releases'][number];

const memorySchema = z.object({
  /** Steady moment since which this kiosk asks for releases. */
  since: z.number(),
  /** Steady moment of the last check that succeeded: what is offered was known, and here; null: none. */
  checkedAt: z.number().nullable(),
  /** Number of the last outcome of the service that was read. */
  outcome: z.int().min(0),
  /** What head office has not heard yet. */
  untold: releaseNewsBodySchema.shape.releases,
  /** From where each version that is handed over came. */
  origins: z.record(version, z.enum(['hub', 'web', 'folder'])),
  /** Versions that came back. Head office decides by itself whether to offer them again. */
  cameBack: z.array(version).max(50),
  /** Newest version that the web folder has offered; null: none. */
  newest: version.nullable().default(null),
});

type Memory = z.infer<typeof memorySchema>;

/** What a kiosk remembers of updates over a restart. Losing it costs a download, or a message that is told twice. */
export class UpdateMemory {
  readonly #file: string;
  #memory: Memory;

  /** @param folder of updates @param now steady moment */
  constructor(folder: string, now: number) {
    this.#file = path.join(folder, MEMORY_FILE);
    this.#memory = readMemory(this.#file) ?? {
      ...{ since: now, checkedAt: null, outcome: 0, untold: [], origins: {}, cameBack: [], newest: null },
    };
  }

  get now(): Memory {
    return this.#memory;
  }

  /** @throws errors of the file system; the change is remembered until the end of this run all the same */
  change(changed: Partial<Memory>): void {
    this.#memory = { ...this.#memory, ...changed };
    writeDurably(this.#file, `${JSON.stringify(this.#memory)}\n`);
  }
}

function readMemory(file: string): Memory | null {
  try {
    return memorySchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}
