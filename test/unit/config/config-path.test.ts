import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { configPlace } from '../../../src-main/config/config-path.ts';

describe('the configuration file', () => {
  it.each([
    ['the option wins', ['app', '--config=/a/b.json'], { BORNE_CONFIG: '/c.json' }, '/a/b.json', '--config'],
    ['the option may hold =', ['--config=/a=b.json'], {}, '/a=b.json', '--config'],
    ['the first option wins', ['--config=/a.json', '--config=/b.json'], {}, '/a.json', '--config'],
    ['an empty option is none', ['--config='], { BORNE_CONFIG: '/c.json' }, '/c.json', 'BORNE_CONFIG'],
    ['then the environment', ['app', '--other'], { BORNE_CONFIG: '/c.json' }, '/c.json', 'BORNE_CONFIG'],
    ['an empty variable is none', [], { BORNE_CONFIG: '' }, '/etc/borne-adherent/config.json', 'system'],
    ['then the place of the system', [], {}, '/etc/borne-adherent/config.json', 'system'],
  ] as const)('%s', (_name, argv, env, file, from) => {
    const place = configPlace(argv, env, 'linux');
    expect(place).toEqual({ file: from === 'system' ? file : path.resolve(file), from });
  });

  it.each([
    ['linux', {}, '/etc/borne-adherent/config.json'],
    ['darwin', {}, '/etc/borne-adherent/config.json'],
    ['win32', {}, 'C:\\ProgramData\\BorneAdherent\\config.json'],
    ['win32', { ProgramData: 'D:\\Data' }, 'D:\\Data\\BorneAdherent\\config.json'],
  ] as const)('of the system on %s with %j is %s', (platform, env, file) => {
    expect(configPlace([], env, platform)).toEqual({ file, from: 'system' });
  });

  it('named relatively is relative to where the application was started', () => {
    expect(configPlace(['--config=kiosk.json'], {}, 'linux').file).toBe(path.resolve('kiosk.json'));
  });
});
