/**
 * Switches of Chromium and Electron that would let somebody look into the page, change what it loads, or take its
 * protection away. Electron's fuses stop those of Node alone (`--inspect`, `NODE_OPTIONS`).
 */
const FORBIDDEN = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'js-flags',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-gpu-sandbox',
  'disable-namespace-sandbox',
  'no-zygote',
  'single-process',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'load-extension',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
  'enable-logging',
  'log-net-log',
  'log-file',
  'ssl-key-log-file',
  'trace-startup',
  'user-data-dir',
  'use-fake-ui-for-media-stream',
  'password-store',
  'unsafely-disable-devtools-self-xss-warnings',
  'auto-open-devtools-for-tabs',
] as const;

/**
 * Forbidden switches of a command line, in any of the ways in which Chromium reads them: one or two dashes, a slash on
 * Windows, any letters, with a value or without.
 * @param args without the program
 */
export function forbiddenSwitches(args: readonly string[], platform: NodeJS.Platform): string[] {
  const prefix = platform === 'win32' ? /^(?:--|-|\/)/u : /^(?:--|-)/u;
  return args.flatMap((arg) => {
    if (!prefix.test(arg)) return [];
    const name = (arg.replace(prefix, '').split('=')[0] ?? '').toLowerCase();
    return FORBIDDEN.some((forbidden) => forbidden === name) ? [name] : [];
  });
}

/**
 * Variables of the environment that would take the protection of lines away, and that no fuse stops. Node reads them
 * anew for each connection.
 */
export const FORBIDDEN_VARIABLES = ['NODE_TLS_REJECT_UNAUTHORIZED', 'SSLKEYLOGFILE'] as const;
