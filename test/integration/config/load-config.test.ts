import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, type LoadedConfig } from '../../../src-main/config/load-config.ts';
import { MCRN_NANTES } from '../../../src-main/config/config-schema.ts';
import { MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SECRET = 'Geheim-Passwort-1';
const MAIL = { host: 'smtp.exemple.invalid', port: 587, from: 'no-reply@exemple.invalid' };
const SMS = {
  url: 'https://sms.exemple.invalid/send',
  template: { to: '{{to}}', text: '{{text}}' },
  sender: 'MCRN',
};
const SMALLEST = { mode: 'demo', dataDir: 'data', members: { file: 'members.ndjson' } };

function load(content: string | Buffer, folder = temporaryFolder()): LoadedConfig {
  const file = path.join(folder, 'config.json');
  writeFileSync(file, content);
  return loadConfig({ file, from: '--config' });
}

/** What is said of the smallest configuration with these keys put in, `mail.port` style; undefined takes one out. */
function problemsOf(changes: Record<string, unknown>): readonly string[] {
  const config: Record<string, unknown> = structuredClone(SMALLEST);
  for (const [key, value] of Object.entries(changes)) {
    const names = key.split('.');
    const last = names.pop() ?? '';
    let place = config;
    for (const name of names) place = (place[name] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  const loaded = load(JSON.stringify(config));
  return loaded.ok ? [] : loaded.problems;
}

describe('the smallest configuration', () => {
  it('gets the defaults of the domain', () => {
    const loaded = load(JSON.stringify(SMALLEST));
    expect(loaded).toMatchObject({
      ok: true,
      config: {
        agency: MCRN_NANTES,
        session: {
          warnAfterSeconds: 60,
          warnAfterWhileWaitingSeconds: 300,
          answerSeconds: 30,
          hardEndSeconds: 1200,
        },
        password: { policy: MCRN_PASSWORD_POLICY, hashing: { memoryKiB: 19_456, passes: 2, lanes: 1 } },
        window: { kiosk: true, width: 1080, height: 1920 },
        allowPlainDataKey: false,
      },
    });
  });

  it('has its file names made absolute, from the folder of the file', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'sub'));
    const config = { ...SMALLEST, dataDir: '../data', members: { file: '/abs/members.ndjson' } };
    const loaded = load(JSON.stringify(config), path.join(folder, 'sub'));
    expect(loaded).toMatchObject({
      ok: true,
      config: { dataDir: path.join(folder, 'data'), members: { file: '/abs/members.ndjson' } },
    });
  });

  it('may begin with a byte order mark, as Windows editors write it', () => {
    expect(load(`\uFEFF${JSON.stringify(SMALLEST)}`).ok).toBe(true);
  });
});

describe('a wrong key', () => {
  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['missing', { mode: undefined }, 'mode', /expected one of "demo", "production"/u],
    ['of another word', { mode: 'Demo' }, 'mode', /expected one of "demo", "production".*demonstration/u],
    ['missing', { dataDir: undefined }, 'dataDir', /missing: expected a text.*folder of the databases/u],
    ['empty', { dataDir: '' }, 'dataDir', /expected at least 1 character/u],
    [
      'of another kind',
      { members: 'members.ndjson' },
      'members',
      /expected an object in \{ \}, not a text.*members come from/u,
    ],
    ['missing inside', { members: {} }, 'members.file', /missing: expected a text.*NDJSON/u],
    ['too small', { mail: { ...MAIL, port: 0 } }, 'mail.port', /at least 1.*SMTP/u],
    ['too big', { mail: { ...MAIL, port: 65_536 } }, 'mail.port', /at most 65535/u],
    ['not whole', { mail: { ...MAIL, port: 25.5 } }, 'mail.port', /expected a whole number, not a fraction/u],
    [
      'a text for a number',
      { mail: { ...MAIL, port: '587' } },
      'mail.port',
      /expected a number, not a text/u,
    ],
    [
      'no address',
      { mail: { ...MAIL, from: 'nobody' } },
      'mail.from',
      /expected an e-mail address.*messages come from/u,
    ],
    ['no TLS off loopback', { mail: { ...MAIL, requireTls: false } }, 'mail.requireTls', /expected true/u],
    [
      'half an account',
      { mail: { ...MAIL, auth: { user: 'x' } } },
      'mail.auth.pass',
      /missing: expected a text.*password/u,
    ],
    [
      'no https',
      { sms: { ...SMS, url: 'http://sms.exemple.invalid' } },
      'sms.url',
      /expected an https:\/\/ address/u,
    ],
    ['too long', { sms: { ...SMS, sender: 'x'.repeat(16) } }, 'sms.sender', /at most 15 characters/u],
    ['no success', { sms: { ...SMS, acceptedStatus: [500] } }, 'sms.acceptedStatus.0', /at most 299/u],
    ['a bad header', { sms: { ...SMS, headers: { 'X-A': 'a\r\nb' } } }, 'sms.headers.X-A', /on one line/u],
    ['too short', { 'session.answerSeconds': 0 }, 'session.answerSeconds', /at least 1.*at least 20/u],
    ['too weak', { 'password.hashing.memoryKiB': 64 }, 'password.hashing.memoryKiB', /at least 19456.*KiB/u],
    ['null', { 'window.kiosk': null }, 'window.kiosk', /expected true or false, not null/u],
    ['no zone', { timeZone: 'Europe/Nantes' }, 'timeZone', /IANA.*Europe\/Paris/u],
    ['no layout', { scanner: { layout: 'azerty' } }, 'scanner.layout', /detect.*us.*fr/u],
    [
      'part of a whole',
      { agency: { name: 'MCRN' } },
      'agency.address',
      /missing: expected a text.*postal address/u,
    ],
    [
      'impossible',
      { 'password.policy': { ...MCRN_PASSWORD_POLICY, minLength: 20, maxLength: 12 } },
      'password.policy.maxLength',
      /expected at least minLength/u,
    ],
    [
      'too short',
      { hub: { url: 'https://a.fr', enrolmentCode: 'ACDE-FGHJ' } },
      'hub.enrolmentCode',
      /16 characters.*part/u,
    ],
    [
      'too long',
      { hub: { url: 'https://a.fr', enrolmentCode: 'ACDE-FGHJ-KMNP-3467-A' } },
      'hub.enrolmentCode',
      /16 characters/u,
    ],
    [
      'of letters that no code has',
      { hub: { url: 'https://a.fr', enrolmentCode: 'K7P2M-4XWTA-9CDEF1' } },
      'hub.enrolmentCode',
      /no code has/u,
    ],
    [
      'without its recipient',
      { sms: { ...SMS, template: { text: '{{text}}' } } },
      'sms.template',
      /\{\{to\}\}/u,
    ],
    ['without its text', { sms: { ...SMS, template: ['{{to}}'] } }, 'sms.template', /\{\{text\}\}/u],
    [
      'with a placeholder of another gateway',
      { sms: { ...SMS, template: { a: '{{to}} {{text}}', b: '{{from}}' } } },
      'sms.template',
      /no other placeholder/u,
    ],
    ['without TLS on a port for it', { mail: { ...MAIL, port: 465 } }, 'mail.secure', /true with port 465/u],
    [
      'with TLS on a port without',
      { mail: { ...MAIL, secure: true } },
      'mail.secure',
      /false with port 587/u,
    ],
    [
      'after the end',
      { 'session.warnAfterSeconds': 1200 },
      'session.warnAfterSeconds',
      /less than `session.hardEndSeconds`/u,
    ],
    [
      'after the end',
      { 'session.warnAfterWhileWaitingSeconds': 3600 },
      'session.warnAfterWhileWaitingSeconds',
      /hardEndSeconds/u,
    ],
    [
      'after the end',
      { 'session.spaceHardEndSeconds': 30 },
      'session.warnAfterInSpaceSeconds',
      /less than `session.spaceHardEndSeconds`/u,
    ],
    [
      'not to be met',
      { 'password.policy': { ...MCRN_PASSWORD_POLICY, minClasses: 4, refused: '0123456789' } },
      'password.policy.refused',
      /no password could fit/u,
    ],
    ['neither mail nor SMS', { mode: 'production' }, 'mail', /or `sms`/u],
  ])('(%s) %j names %s and what is expected', (_name, changes, key, expected) => {
    const mine = problemsOf(changes).filter((problem) => problem.startsWith(`${key}: `));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatch(expected);
  });

  it.each([
    [{ modes: 1 }, 'modes'],
    [{ 'mail.prot': 25, 'mail.host': 'a', 'mail.port': 25, 'mail.from': 'a@exemple.fr' }, 'mail.prot'],
    [{ 'session.warn': 1 }, 'session.warn'],
    [{ 'password.policy': { ...MCRN_PASSWORD_POLICY, symbols: true } }, 'password.policy.symbols'],
  ])('%j is unknown and named in full', (changes, key) => {
    expect(problemsOf(changes)).toEqual([`${key}: unknown key; see docs/configuration.md for the keys`]);
  });

  it('is told with all the others at once', () => {
    const problems = problemsOf({ mode: 'x', dataDir: 1, 'window.width': 1, extra: 1 });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'mode',
      'dataDir',
      'window.width',
      'extra',
    ]);
  });
});

describe('a key that is given twice', () => {
  it('is named with its line, wherever it stands, and never with its value', () => {
    const text = `{"mode": "demo", "dataDir": "data", "members": {"file": "a"},
      "mail": {"host": "a", "port": 25, "from": "a@exemple.fr", "auth": {"user": "x", "pass": "${SECRET}",
        "pass": "${SECRET}"}},
      "window": {"width": 800}, "accounts": {},
      "window": {"width": 900, "\\u0077idth": 901}}`;
    const loaded = load(text);
    expect(loaded.ok ? [] : loaded.problems).toEqual([
      'mail.auth.pass: given twice, again in line 3: leave one of them out',
      'window: given twice, again in line 5: leave one of them out',
      'window.width: given twice, again in line 5: leave one of them out',
    ]);
  });

  it('is not one that another object has too, or a text', () => {
    const templates = ['{{to}}', { a: 'a', b: [{ a: 1 }, { a: 2 }, 'a', 'a, "a": {'] }, '{{text}} \\"a\\": '];
    expect(load(JSON.stringify({ ...SMALLEST, sms: { ...SMS, template: templates } })).ok).toBe(true);
  });
});

describe('a file that is no configuration', () => {
  const at = { file: '/nowhere/config.json', from: '--config' } as const;

  it.each([
    ['--config', /option --config/u],
    ['BORNE_CONFIG', /variable BORNE_CONFIG/u],
    ['system', /name another with --config=FILE or BORNE_CONFIG/u],
  ] as const)('missing (%s): who named it and why it cannot be read', (from, who) => {
    const loaded = loadConfig({ ...at, from });
    expect(loaded).toMatchObject({ ok: false, file: at.file });
    const [problem = ''] = loaded.ok ? [] : loaded.problems;
    expect(problem).toContain('ENOENT');
    expect(problem).toMatch(who);
  });

  it('a folder', () => {
    expect(loadConfig({ ...at, file: temporaryFolder() })).toMatchObject({
      problems: [expect.stringContaining('EISDIR') as string],
    });
  });

  it.each([
    ['', /not JSON/u],
    ['{"mode": "demo",}', /not JSON: syntax error/u],
    ['{\n  "mode": demo\n}', /not JSON: syntax error at line 2, column 11/u],
    ["{ mode: 'demo' }", /not JSON/u],
    ['null', /\(whole file\): expected an object/u],
    ['[]', /\(whole file\): expected an object/u],
    ['"demo"', /\(whole file\): expected an object/u],
  ])('%j', (content, expected) => {
    const loaded = load(content);
    expect(loaded.ok).toBe(false);
    expect(loaded.ok ? [] : loaded.problems).toEqual([expect.stringMatching(expected) as string]);
  });

  it('of bytes that are no text', () => {
    expect(load(Buffer.from([0xff, 0xfe, 0x00, 0x7b])).ok).toBe(false);
  });
});

describe('a secret in the file', () => {
  it.each([
    [
      'of a wrong kind',
      JSON.stringify({ ...SMALLEST, mail: { ...MAIL, auth: { user: SECRET, pass: [SECRET] } } }),
    ],
    ['under a wrong key', JSON.stringify({ ...SMALLEST, mail: { ...MAIL, auth: { password: SECRET } } })],
    [
      'in a header',
      JSON.stringify({ ...SMALLEST, sms: { ...SMS, headers: { Authorization: `${SECRET}\n` } } }),
    ],
    [
      'in an address',
      JSON.stringify({ ...SMALLEST, sms: { ...SMS, url: `http://u:${SECRET}@sms.exemple.invalid` } }),
    ],
    ['in a file that is not JSON', `{"mail": {"auth": {"pass": "${SECRET}" "user": 1}}}`],
    ['in a file cut short', `{"mail": {"auth": {"pass": "${SECRET}`],
    ['without its quotes', `{"mail": {"auth": {"pass": ${SECRET}}}}`],
  ])('%s is never in a message', (_name, content) => {
    const loaded = load(content);
    expect(loaded.ok).toBe(false);
    const told = JSON.stringify(loaded);
    expect(told).not.toContain(SECRET);
    expect(told, 'nor a part of it').not.toContain('Geheim');
  });
});

describe('head office', () => {
  const HUB = { url: 'https://hub.exemple.invalid', enrolmentCode: 'ACDE-FGHJ-KMNP-3467' };
  const withHub = (hub: unknown): Record<string, unknown> => ({ members: undefined, hub });

  it('takes the place of the members file', () => {
    expect(problemsOf(withHub(HUB))).toEqual([]);
    expect(problemsOf({ hub: HUB })).toEqual([expect.stringMatching(/^members: expected to be left out/u)]);
    expect(problemsOf({ members: undefined })).toEqual([
      expect.stringMatching(/^members: expected, unless `hub` is given/u),
    ]);
  });

  it.each([
    'http://127.0.0.1:8443',
    'http://localhost',
    'http://[::1]:80/',
    'https://hub.exemple.invalid/pfad',
  ])('is spoken to at %s', (url) => expect(problemsOf(withHub({ ...HUB, url }))).toEqual([]));

  it.each([
    'http://hub.exemple.invalid',
    'http://127.0.0.1.exemple.invalid',
    'ftp://hub.exemple.invalid',
    `https://u:${SECRET}@hub.exemple.invalid`,
    `https://hub.exemple.invalid/?token=${SECRET}`,
    'hub.exemple.invalid',
    '',
  ])('is not spoken to at %j, which no message repeats', (url) => {
    const problems = problemsOf(withHub({ ...HUB, url }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^hub\.url: /u);
    expect(problems[0]).not.toContain(SECRET);
  });

  it('has its authority read at the start, from the folder of the file', () => {
    const pem = readFileSync(new URL('../../support/tls/cert.pem', import.meta.url));
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'ca.pem'), pem);
    writeFileSync(path.join(folder, 'other.pem'), 'no certificate');
    const at = (ca: string): LoadedConfig =>
      load(JSON.stringify({ ...SMALLEST, members: undefined, hub: { ...HUB, ca } }), folder);
    expect(at('ca.pem')).toMatchObject({ ok: true, config: { hub: { ca: path.join(folder, 'ca.pem') } } });
    for (const file of ['missing.pem', 'other.pem']) {
      expect(at(file)).toMatchObject({
        ok: false,
        problems: ['hub.ca: expected a readable PEM file with a certificate'],
      });
    }
  });
});

describe('files that the configuration names', () => {
  it.each([
    ['mail.caFile', { caFile: 'missing.pem' }, /expected a readable PEM file with a certificate/u],
    [
      'mail.dkim.privateKeyFile',
      { dkim: { domain: 'exemple.invalid', selector: 's', privateKeyFile: 'missing.pem' } },
      /expected a readable PEM file with an RSA private key/u,
    ],
  ])('%s: said when it is missing', (key, more, expected) => {
    const [problem = ''] = problemsOf({ mail: { ...MAIL, ...more } });
    expect(problem.startsWith(`${key}: `)).toBe(true);
    expect(problem).toMatch(expected);
  });
});
