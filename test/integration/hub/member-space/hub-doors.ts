import { createApp } from '../../../../src-hub/app.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';

/** Who is let through. `open`: anybody; `password`: anybody, by a password or code of its own. */
export type Door = 'open' | 'password' | 'kiosk' | 'session' | 'device';

/** Every route of the hub but those of the member space, and its door. A route that does not stand here fails the test. */
export const DOORS: Readonly<Record<string, Exclude<Door, 'session'>>> = {
  'GET /docs': 'open',
  'GET /docs/': 'open',
  'GET /docs/*': 'open',
  'GET /docs/json': 'open',
  'GET /docs/yaml': 'open',
  'GET /docs/static/index.html': 'open',
  'GET /docs/static/swagger-initializer.js': 'open',
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /metrics': 'open',
  'GET /compte/confirmation/:token': 'password',
  'POST /compte/confirmation/:token': 'password',
  'GET /compte/confirmation/:token/renvoyer': 'password',
  'POST /compte/confirmation/:token/renvoyer': 'password',
  'POST /v1/kiosks/enrol': 'password',
  'POST /v1/devices': 'password',
  'GET /v1/devices/me': 'device',
  'DELETE /v1/devices/me': 'device',
  'POST /v1/devices/me/use': 'device',
  'GET /v1/members/changes': 'kiosk',
  'POST /v1/events': 'kiosk',
  'POST /v1/logins': 'kiosk',
  'POST /v1/letters/redeem': 'kiosk',
  'POST /v1/recoveries': 'kiosk',
  'POST /v1/recoveries/check': 'kiosk',
  'POST /v1/recoveries/password': 'kiosk',
  'POST /v1/accounts/nir-key': 'kiosk',
  'POST /v1/accounts/open': 'kiosk',
  'POST /v1/accounts/activate': 'kiosk',
  'POST /v1/accounts/status': 'kiosk',
  'POST /v1/accounts/resend': 'kiosk',
  'POST /v1/accounts/email': 'kiosk',
  'POST /v1/accounts/confirm': 'kiosk',
};

/** Every route that a hub has, as `METHOD /path`; the HEAD that goes with each GET is left out. */
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
