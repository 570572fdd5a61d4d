import { createApp } from '../../../src-hub/app.ts';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';

/** All routes of a hub, as `METHOD /path`, without the HEAD of each GET. */
export async function routesOfHub(deps: HubDeps): Promise<string[]> {
  const app = await createApp(deps, null);
  await app.ready();
  const tree = app.printRoutes({ commonPrefix: false });
  await app.close();
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^((?:[│ ] {3})*)[├└]── (\S+) \(([A-Z, ]+)\)$/u.exec(line);
    if (found === null) {
      if (line.trim() !== '') throw new Error(`not a route: ${line}`);
      return [];
    }
    const [, indent = '', path = '', methods = ''] = found;
    const depth = indent.length / 4;
    above.splice(depth, above.length, path);
    const whole = above.join('');
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${whole}`);
  });
}
