import { createBuilder } from 'vite';

/** A part of the kiosk that is built separately. */
export type Part = 'client' | 'main' | 'preload';

const PARTS: readonly Part[] = ['client', 'main', 'preload'];

/** Reports of a watching build. */
export interface BuildNews {
  /** All running builds of these parts are done; called first when everything is built. */
  onBuilt(parts: ReadonlySet<Part>): void;
  /** A source cannot be built; the next change is tried again. */
  onFailed(error: Error): void;
}

/** Events of rolldown's watcher. */
interface Watcher {
  on(
    event: 'event',
    heard: (event: { code: string; error?: Error; result?: { close(): Promise<void> } }) => void,
  ): void;
  close(): Promise<void>;
}

/**
 * Builds the kiosk of the working directory, and builds again after each change of the sources.
 * @returns a function that ends it
 */
export async function watchBuild(news: BuildNews): Promise<() => Promise<void>> {
  const builder = await createBuilder({ logLevel: 'warn', build: { watch: {} } });
  const building = new Set<Part>(PARTS);
  const built = new Set<Part>();
  const watchers: Watcher[] = [];
  for (const part of PARTS) {
    const environment = builder.environments[part];
    if (environment === undefined) throw new Error(`vite.config.ts has no environment ${part}`);
    const watcher = (await builder.build(environment)) as unknown as Watcher;
    watchers.push(watcher);
    watcher.on('event', (event) => {
      if (event.code === 'START') building.add(part);
      if (event.code === 'BUNDLE_END') void event.result?.close();
      if (event.code === 'ERROR') {
        building.delete(part);
        news.onFailed(event.error ?? new Error('the build failed'));
      }
      if (event.code !== 'END') return;
      building.delete(part);
      built.add(part);
      if (building.size > 0) return;
      news.onBuilt(new Set(built));
      built.clear();
    });
  }
  return async () => {
    for (const watcher of watchers) await watcher.close();
  };
}
