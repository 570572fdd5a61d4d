import { createApp } from '../../../src-hub/app.ts';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';

/** Routes that are no calls: the description of the API, and the pages for people, who come with a token of a mail. */
export const NO_CALLS: readonly string[] = [
  'GET /docs',
  'GET /docs/',
  'GET /docs/*',
  'GET /docs/json',
  'GET /docs/yaml',
  'GET /docs/static/index.html',
  'GET /docs/static/swagger-initializer.js',
  'GET /docs/static/theme/theme.css',
  'GET /agence',
  'GET /agence/',
  'GET /agence/assets/:file',
  'GET /compte/typeface.woff2',
  'GET /compte/confirmation/:token',
  'POST /compte/confirmation/:token',
  'GET /compte/confirmation/:token/renvoyer',
  'POST /compte/confirmation/:token/renvoyer',
  'GET /compte/pas-moi/:token',
  'POST /compte/pas-moi/:token',
];

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
