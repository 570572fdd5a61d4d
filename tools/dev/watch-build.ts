import { createBuilder } from 'vite';

/** A part of the kiosk that is built by itself. */
export type Part = 'client' | 'main' | 'preload';

const PARTS: readonly Part[] = ['client', 'main', 'preload'];

/** What a watching build tells. */
export interface BuildNews {
  /** These parts are built, all that were under way are; called first when everything is built. */
  onBuilt(parts: ReadonlySet<Part>): void;
  /** A source does not build; the next change of it is another try. */
  onFailed(error: Error): void;
}

/** The builder's events, as rolldown's watcher tells them. */
interface Watcher {
  on(
    event: 'event',
    heard: (event: { code: string; error?: Error; result?: { close(): Promise<void> } }) => void,
  ): void;
  close(): Promise<void>;
}

/**
 * Builds the kiosk below the present folder, and again whatever a change of the sources touches.
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
