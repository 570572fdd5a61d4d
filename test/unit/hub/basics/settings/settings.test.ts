import { describe, expect, it } from 'vitest';
import { hubSettingsSchema, readSettings } from '../../../../../src-hub/basics/settings/settings.ts';

const SECRET = 'k2Vq9sXw7Rb4Tz1Lm8Np3Yd6Hc5Jf0Ga';
const POSTGRESQL = 'postgresql://hub@db.example/hub?sslmode=verify-full';
const IN_CLEAR = 'postgresql://hub@db.example/hub';
const GOOD = { HUB_SECRET: SECRET, HUB_DATABASE_URL: POSTGRESQL };
const PRODUCTION = { ...GOOD, NODE_ENV: 'production', HUB_PUBLIC_URL: 'https://hub.mutuelle.test' };

/** The variables that are complained of. */
function faultsOf(environment: Record<string, string>): string[] {
  const read = readSettings(environment);
  return read.ok ? [] : read.problems.map((problem) => problem.split(':')[0] ?? '');
}

function without(environment: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => key !== name));
}

describe('settings', () => {
  it('has defaults for all but the secret, the database and the address of its pages', () => {
    const read = readSettings(PRODUCTION);
    expect(read).toMatchObject({
      ok: true,
      settings: {
        HUB_HOST: '127.0.0.1',
        HUB_PORT: 8443,
        HUB_BEHIND_PROXY: false,
        HUB_DATABASE_CONNECTIONS: 10,
        HUB_MAIL_PORT: 587,
        HUB_MAIL_SECURE: false,
        HUB_MAIL_FROM: 'no-reply@mutuelle-servicesplus.fr',
      },
    });
  });

  it.each([
    ['no secret with PostgreSQL', { HUB_DATABASE_URL: POSTGRESQL }, ['HUB_SECRET']],
    ['a short secret', { ...GOOD, HUB_SECRET: 'x'.repeat(31) }, ['HUB_SECRET']],
    ['a secret of one letter', { ...GOOD, HUB_SECRET: 'x'.repeat(64) }, ['HUB_SECRET']],
    ['a secret that repeats', { ...GOOD, HUB_SECRET: 'k2Vq9sXw'.repeat(4) }, ['HUB_SECRET']],
    ['a second secret of one letter', { ...GOOD, HUB_SECRET_NEXT: 'x'.repeat(64) }, ['HUB_SECRET_NEXT']],
    ['a second secret that is the first', { ...GOOD, HUB_SECRET_NEXT: SECRET }, ['HUB_SECRET_NEXT']],
    ['a secret of few letters', { ...GOOD, HUB_SECRET: `${'abcdef'.repeat(6)}a` }, ['HUB_SECRET']],
    ['a database in clear', { ...PRODUCTION, HUB_DATABASE_URL: IN_CLEAR }, ['HUB_DATABASE_URL']],
    [
      'a database by TLS that trusts anybody',
      { ...PRODUCTION, HUB_DATABASE_URL: `${IN_CLEAR}?sslmode=no-verify` },
      ['HUB_DATABASE_URL'],
    ],
    [
      'a database in clear that is named apart',
      { ...PRODUCTION, HUB_DATABASE_URL: 'postgresql://hub@localhost/hub?host=db.example' },
      ['HUB_DATABASE_URL'],
    ],
    [
      'PGlite on all addresses',
      { HUB_SECRET: SECRET, HUB_HOST: '0.0.0.0', HUB_BEHIND_PROXY: 'true' },
      ['HUB_HOST'],
    ],
    ['production on PGlite', without(PRODUCTION, 'HUB_DATABASE_URL'), ['HUB_DATABASE_URL']],
    ['links of production to nowhere', without(PRODUCTION, 'HUB_PUBLIC_URL'), ['HUB_PUBLIC_URL']],
    ['links in clear', { ...PRODUCTION, HUB_PUBLIC_URL: 'http://hub.test' }, ['HUB_PUBLIC_URL']],
    ['links to itself', { ...PRODUCTION, HUB_PUBLIC_URL: 'https://[::1]:8443' }, ['HUB_PUBLIC_URL']],
    ['an address that is none', { ...PRODUCTION, HUB_PUBLIC_URL: 'hub.test' }, ['HUB_PUBLIC_URL']],
    ['a script for an address', { ...GOOD, HUB_PUBLIC_URL: 'javascript:alert(1)' }, ['HUB_PUBLIC_URL']],
    ['a sender that is none', { ...GOOD, HUB_MAIL_FROM: 'MCRN' }, ['HUB_MAIL_FROM']],
    ['no port for mails', { ...GOOD, HUB_MAIL_PORT: '0' }, ['HUB_MAIL_PORT']],
    ['no TLS on the port for it', { ...GOOD, HUB_MAIL_PORT: '465' }, ['HUB_MAIL_SECURE']],
    ['TLS on the port for STARTTLS', { ...GOOD, HUB_MAIL_SECURE: 'true' }, ['HUB_MAIL_SECURE']],
    [
      'a mail account without password',
      { ...GOOD, HUB_MAIL_HOST: 'mail', HUB_MAIL_USER: 'hub' },
      ['HUB_MAIL_PASSWORD'],
    ],
    ['a mail password without account', { ...GOOD, HUB_MAIL_PASSWORD: 'x' }, ['HUB_MAIL_PASSWORD']],
    ['another kind of database', { ...GOOD, HUB_DATABASE_URL: 'mysql://db/hub' }, ['HUB_DATABASE_URL']],
    ['a database that is no URL', { ...GOOD, HUB_DATABASE_URL: 'db:5432' }, ['HUB_DATABASE_URL']],
    ['one connection only', { ...GOOD, HUB_DATABASE_CONNECTIONS: '1' }, ['HUB_DATABASE_CONNECTIONS']],
    ['a port that is none', { ...GOOD, HUB_PORT: '65536' }, ['HUB_PORT']],
    ['a port in words', { ...GOOD, HUB_PORT: 'https' }, ['HUB_PORT']],
    ['plain HTTP on all addresses', { ...GOOD, HUB_HOST: '0.0.0.0' }, ['HUB_TLS_CERT']],
    ['a certificate without key', { ...GOOD, HUB_TLS_CERT: '/cert.pem' }, ['HUB_TLS_KEY']],
    ['a key without certificate', { ...GOOD, HUB_TLS_KEY: '/key.pem' }, ['HUB_TLS_KEY']],
    ['a flag that is no flag', { ...GOOD, HUB_BEHIND_PROXY: 'yes' }, ['HUB_BEHIND_PROXY']],
    ['two at once', { ...GOOD, HUB_HOST: '0.0.0.0', HUB_PORT: 'x' }, ['HUB_PORT', 'HUB_TLS_CERT']],
    ['a short metrics token', { ...GOOD, HUB_METRICS_TOKEN: 'short' }, ['HUB_METRICS_TOKEN']],
    ['an unknown log level', { ...GOOD, HUB_LOG_LEVEL: 'all' }, ['HUB_LOG_LEVEL']],
    ['a zone that is none', { ...GOOD, HUB_TIME_ZONE: 'Europe/Nantes' }, ['HUB_TIME_ZONE']],
    ['another name of production', { ...GOOD, NODE_ENV: 'prod' }, ['NODE_ENV']],
    [
      'a sender of letters that is no address',
      { ...GOOD, HUB_LETTERHEAD_EMAIL: 'x' },
      ['HUB_LETTERHEAD_EMAIL'],
    ],
    ['a telephone in words', { ...GOOD, HUB_LETTERHEAD_PHONE: 'call us' }, ['HUB_LETTERHEAD_PHONE']],
    ['an invisible name', { ...GOOD, HUB_LETTERHEAD_NAME: '\u200b' }, ['HUB_LETTERHEAD_NAME']],
    [
      'an address with an empty line',
      { ...GOOD, HUB_LETTERHEAD_ADDRESS: 'a||b' },
      ['HUB_LETTERHEAD_ADDRESS'],
    ],
    ['a host with a scheme', { ...GOOD, HUB_MAIL_HOST: 'https://mail.test' }, ['HUB_MAIL_HOST']],
    ['a host with a port', { ...GOOD, HUB_MAIL_HOST: 'mail.test:25' }, ['HUB_MAIL_HOST']],
    ['half an IP address', { ...GOOD, HUB_MAIL_HOST: '127.0.0' }, ['HUB_MAIL_HOST']],
    ['a number with an exponent', { ...GOOD, HUB_PORT: '1e3' }, ['HUB_PORT']],
    ['a number with a space', { ...GOOD, HUB_PORT: ' 8443' }, ['HUB_PORT']],
    [
      'a token with a space',
      { ...GOOD, HUB_METRICS_TOKEN: 'sixteen letters or more' },
      ['HUB_METRICS_TOKEN'],
    ],
    ['an address with a query', { ...GOOD, HUB_PUBLIC_URL: 'https://hub.test/?a=1' }, ['HUB_PUBLIC_URL']],
    ['a mail account nowhere', { ...GOOD, HUB_MAIL_USER: 'hub', HUB_MAIL_PASSWORD: 'x' }, ['HUB_MAIL_HOST']],
    ['no request at all', { ...GOOD, HUB_REQUESTS_PER_MINUTE: '0' }, ['HUB_REQUESTS_PER_MINUTE']],
  ])('refuses %s', (_what, environment, variables) => {
    expect(faultsOf(environment)).toEqual(variables);
  });

  it.each([
    'postgresql://hub@127.0.0.1/hub',
    'postgresql://hub@localhost:5433/hub',
    'postgresql:///hub?host=/run/postgresql',
    'postgresql://hub@%2Frun%2Fpostgresql/hub',
    `${IN_CLEAR}?sslmode=verify-full&sslrootcert=/etc/hub/ca.pem`,
  ])('of production reach their database at %s', (address) => {
    expect(faultsOf({ ...PRODUCTION, HUB_DATABASE_URL: address })).toEqual([]);
  });

  it.each([
    ['the variable of the driver', { HUB_DATABASE_URL: 'postgresql:///hub', PGHOST: 'db.example' }],
    ['a second host', { HUB_DATABASE_URL: 'postgresql:///hub?host=localhost&host=db.example' }],
    ['a second mode of TLS', { HUB_DATABASE_URL: `${POSTGRESQL}&sslmode=disable` }],
  ])('of production refuse a database elsewhere without TLS by %s', (_, changed) => {
    expect(faultsOf({ ...PRODUCTION, ...changed })).toEqual(['HUB_DATABASE_URL']);
  });

  it('of production refuse that certificates are not checked', () => {
    expect(faultsOf({ ...PRODUCTION, NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
      'NODE_TLS_REJECT_UNAUTHORIZED',
    ]);
    expect(faultsOf({ ...GOOD, NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([]);
  });

  it.each([
    'abcdefghijklmnopqrstuvwxyz012345',
    'zyxwvutsrqponmlkjihgfedcba987654',
    '0123456789abcdefghijkl0123456789',
  ])('refuse a secret of runs: %s', (secret) => {
    expect(faultsOf({ ...PRODUCTION, HUB_SECRET: secret })).toEqual(['HUB_SECRET']);
  });

  it.each([
    ['the demonstration', 'secret of the demonstration, known to everybody'],
    ['an example', 'change-me-to-a-secret-of-your-own-please'],
  ])('refuse the words of %s in production alone', (_whose, secret) => {
    expect(faultsOf({ ...PRODUCTION, HUB_SECRET: secret })).toEqual(['HUB_SECRET']);
    expect(faultsOf({ ...GOOD, HUB_SECRET: secret })).toEqual([]);
  });

  it('take a secret with a run in it', () => {
    const secret = 'secret-of-tests-0123456789abcdef-0123';
    expect(faultsOf({ ...PRODUCTION, HUB_SECRET: secret })).toEqual([]);
  });

  it('of production need no TLS to a database that is said to be on this machine', () => {
    const settings = { ...PRODUCTION, HUB_DATABASE_URL: IN_CLEAR };
    expect(faultsOf({ ...settings, HUB_DATABASE_ON_THIS_MACHINE: 'true' })).toEqual([]);
  });

  it.each([
    ['a certificate', { HUB_TLS_CERT: '/cert.pem', HUB_TLS_KEY: '/key.pem' }],
    ['a balancer in front', { HUB_BEHIND_PROXY: 'true' }],
  ])('listens on all addresses with %s', (_what, more) => {
    expect(faultsOf({ ...GOOD, HUB_HOST: '0.0.0.0', ...more })).toEqual([]);
  });

  it('names several faults at once and quotes none', () => {
    const read = readSettings({
      HUB_SECRET: 'abc-secret',
      HUB_DATABASE_URL: 'mysql://u:hunter2@db',
      HUB_PORT: '-1',
    });
    if (read.ok) throw new Error('accepted');
    expect(read.problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'HUB_DATABASE_URL',
      'HUB_PORT',
      'HUB_SECRET',
    ]);
    expect(read.problems.join('\n')).not.toMatch(/abc-secret|hunter2/u);
  });

  it('puts no second slash into links', () => {
    const read = readSettings({ ...PRODUCTION, HUB_PUBLIC_URL: 'https://hub.mutuelle.test/espace//' });
    expect(read).toMatchObject({ settings: { HUB_PUBLIC_URL: 'https://hub.mutuelle.test/espace' } });
  });

  it('makes a secret for a demonstration only', () => {
    const make = (folder: string): string => `made for ${folder}`.padEnd(40, '.');
    const demo = readSettings({ HUB_PGLITE_FOLDER: 'demo' }, make);
    expect(demo.ok && demo.settings.HUB_SECRET.keys.map(({ value }) => value)).toEqual([make('demo')]);
    expect(readSettings({ HUB_DATABASE_URL: POSTGRESQL }, make).ok).toBe(false);
    expect(readSettings({ NODE_ENV: 'production' }, make).ok).toBe(false);
    expect(readSettings({}).ok).toBe(false);
  });

  it.each([
    ['HUB_TPYO', '1', 'docs/hub.md'],
    ['HUB_PROT', '8443', 'did you mean HUB_PORT?'],
    ['hub_secret', SECRET, 'did you mean HUB_SECRET?'],
    ['HUB_LETTERHEAD_MAIL', 'a@b.fr', 'did you mean HUB_LETTERHEAD_EMAIL?'],
    ['HUB_DATABASE', POSTGRESQL, 'did you mean HUB_DATABASE_URL?'],
    ['HUB_SECRET_FILE', '/run/secret', 'there is no such setting'],
    ['HUB_HOST', '', 'is empty'],
    ['HUB_SMS_COUNTRIES', '', 'is empty'],
  ])('refuses %s=%s and names the way on', (name, value, words) => {
    const read = readSettings({ ...GOOD, [name]: value });
    if (read.ok) throw new Error('accepted');
    expect(read.problems).toHaveLength(1);
    expect(read.problems[0]).toMatch(new RegExp(`^${name}: `, 'u'));
    expect(read.problems[0]).toContain(words);
  });

  it('says what is wrong in its own words', () => {
    const wrong = Object.fromEntries(Object.keys(hubSettingsSchema.shape).map((name) => [name, '\u200b,']));
    const read = readSettings(wrong);
    if (read.ok) throw new Error('accepted');
    expect(read.problems.length).toBeGreaterThan(15);
    expect(new Set(read.problems).size).toBe(read.problems.length);
    expect(read.problems.join('\n')).not.toMatch(/Invalid|received|Too (?:small|big)/u);
  });

  it('asks a command for no more than it needs', () => {
    const bare = { NODE_ENV: 'production', HUB_DATABASE_URL: POSTGRESQL };
    const read = readSettings(bare, undefined, []);
    if (!read.ok) throw new Error(read.problems.join());
    expect(() => read.settings.HUB_SECRET).toThrow('HUB_SECRET');
    expect(readSettings(bare, undefined, ['secret'])).toMatchObject({
      problems: [expect.stringMatching(/^HUB_SECRET: /u)],
    });
    expect(readSettings({ ...bare, HUB_SECRET: SECRET }, undefined, ['secret']).ok).toBe(true);
    expect(readSettings({ ...bare, HUB_PORT: 'x' }, undefined, []).ok).toBe(false);
  });
});
