import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const sources = globSync('src-main/**/*.ts', { cwd: ROOT }).map((file) => [file, read(file)] as const);

/** What follows each of the places of a word, up to the end of its statement. */
const statements = (word: RegExp): string[] =>
  sources.flatMap(([, text]) =>
    [...text.matchAll(word)].map(({ index }) => text.slice(index).split(';\n')[0] ?? ''),
  );

describe("Electron's checklist", () => {
  it('reads the sources', () => {
    expect(sources.length).toBeGreaterThan(200);
  });

  it.each([
    ['web security turned off', /webSecurity\s*:\s*false/u],
    ['mixed content', /allowRunningInsecureContent/u],
    ['experiments', /experimentalFeatures/u],
    ['features of Blink', /enableBlinkFeatures/u],
    ['Node in the page', /nodeIntegration\w*\s*:\s*true/u],
    ['pages that share a world with the preload', /contextIsolation\s*:\s*false/u],
    ['pages without a sandbox', /sandbox\s*:\s*false/u],
    ['web views', /webviewTag\s*:\s*true|<webview/u],
    ['tools of developers', /devTools\s*:\s*true|openDevTools/u],
    ['programs of the system that open an address', /\bopenExternal\b|\bopenPath\b/u],
    ['pages from the disk', /\bloadFile\(|['"`]file:\/\//u],
    ['reports of crashes', /\bcrashReporter\b/u],
    ['sessions that are kept on the disk', /persist:/u],
    ['privileges of the scheme', /bypassCSP|allowServiceWorkers|allowExtensions/u],
    ['switches that it gives itself', /appendSwitch/u],
    [
      'trust in any certificate',
      /rejectUnauthorized\s*:\s*false|setCertificateVerifyProc|certificate-error/u,
    ],
    ['remote modules', /enableRemoteModule|@electron\/remote/u],
  ])('has no %s', (_what, word) => {
    // The guard names what it refuses.
    const found = sources.filter(([file, text]) => !file.endsWith('command-line.ts') && word.test(text));
    expect(found.map(([file]) => file)).toEqual([]);
  });

  it('opens each window in the sandbox, without developer tools, in a session of its own', () => {
    const windows = statements(/new BrowserWindow\(/gu);
    expect(windows).toHaveLength(2);
    for (const window of windows) {
      expect(window).toContain('sandbox: true');
      expect(window).toContain('devTools: false');
      expect(window).toMatch(/session: visitorSession\(\)|partition: PARTITION/u);
    }
    expect(read('src-main/start.ts')).toContain('app.enableSandbox()');
  });

  it('makes sessions without a cache, and refuses attaching, leaving, opening and loading down', () => {
    for (const made of statements(/fromPartition\(/gu)) expect(made).toContain('cache: false');
    const window = read('src-main/window.ts');
    for (const guard of [
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      "on('will-attach-webview', (event) => event.preventDefault())",
      "on('will-navigate', (event) => event.preventDefault())",
      "on('will-redirect', (event) => event.preventDefault())",
      "on('will-download', (event) => event.preventDefault())",
      "setWindowOpenHandler(() => ({ action: 'deny' }))",
    ])
      expect(window).toContain(guard);
  });

  it('gives the scheme what a page needs and no more', () => {
    expect(read('src-main/platform/app-protocol.ts')).toContain(
      "{ scheme: 'kiosk', privileges: { standard: true, secure: true, supportFetchAPI: true } }",
    );
  });

  it('refuses forbidden switches before anything is opened, and leaves no core dump', () => {
    const start = read('src-main/start.ts');
    expect(start.indexOf('forbidden.length > 0')).toBeGreaterThan(0);
    expect(start.indexOf('forbidden.length > 0')).toBeLessThan(start.indexOf('takeSingleInstance(loaded.ok'));
    expect(read('deploy/systemd/user/borne-adherent.service')).toContain('LimitCORE=0');
  });
});
