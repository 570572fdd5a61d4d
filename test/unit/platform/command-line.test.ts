import { describe, expect, it } from 'vitest';
import { forbiddenSwitches } from '../../../src-main/platform/command-line.ts';

describe('the command line of a packaged kiosk', () => {
  it.each([
    ['--remote-debugging-port=9222', 'remote-debugging-port'],
    ['--remote-debugging-pipe', 'remote-debugging-pipe'],
    ['-remote-debugging-port=0', 'remote-debugging-port'],
    ['--Remote-Debugging-Port=9222', 'remote-debugging-port'],
    ['--inspect', 'inspect'],
    ['--inspect-brk=0.0.0.0:9229', 'inspect-brk'],
    ['--js-flags=--expose-gc', 'js-flags'],
    ['--no-sandbox', 'no-sandbox'],
    ['--disable-web-security', 'disable-web-security'],
    ['--ignore-certificate-errors', 'ignore-certificate-errors'],
    ['--host-resolver-rules=MAP * 127.0.0.1', 'host-resolver-rules'],
    ['--proxy-server=evil.example', 'proxy-server'],
    ['--load-extension=/tmp/x', 'load-extension'],
    ['--renderer-cmd-prefix=xterm -e gdb', 'renderer-cmd-prefix'],
    ['--password-store=basic', 'password-store'],
    ['--user-data-dir=/tmp/other', 'user-data-dir'],
  ])('is refused with %s', (arg, name) => {
    expect(forbiddenSwitches(['--config=/etc/c.json', arg], 'linux')).toEqual([name]);
    expect(forbiddenSwitches([arg], 'win32')).toEqual([name]);
  });

  it('is refused with a slash on Windows, where Chromium reads it so; elsewhere that is a path', () => {
    expect(forbiddenSwitches(['/no-sandbox', '/REMOTE-DEBUGGING-PORT=1'], 'win32')).toEqual([
      'no-sandbox',
      'remote-debugging-port',
    ]);
    expect(forbiddenSwitches(['/no-sandbox'], 'linux')).toEqual([]);
  });

  it('is taken with what a kiosk needs', () => {
    const usual = ['--config=/etc/no-sandbox/config.json', '--check-config', '--ozone-platform=wayland', '-'];
    expect(forbiddenSwitches(usual, 'linux')).toEqual([]);
    expect(forbiddenSwitches(['--config=C:\\inspect\\c.json', '--check-network'], 'win32')).toEqual([]);
  });
});
