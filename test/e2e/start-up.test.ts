import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { firstConnection, TOUR_PASSWORD } from '../../tools/tour/journeys.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { launchKiosk } from '../../tools/tour/launch-kiosk.ts';
import { openEnvironment, openKiosk } from '../support/kiosk/open-kiosk.ts';

const MAIN = path.resolve(import.meta.dirname, '..', '..', 'dist', 'main', 'index.js');

/** Runs the application without a driver. @returns exit code and standard error */
async function runApplication(args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.env['BORNE_ELECTRON'] ?? '', [MAIN, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stderr };
}

function breakConfig(file: string): void {
  const config = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...config, mode: 'test', colour: 'blue' }));
}

describe('starting', () => {
  it('refuses a broken configuration by name of file and key, with exit code 78', async () => {
    const { environment } = await openEnvironment();
    breakConfig(environment.configFile);
    const { code, stderr } = await runApplication([`--config=${environment.configFile}`, '--check-config']);
    expect(code).toBe(78);
    expect(stderr).toContain(`${environment.configFile}: mode:`);
    expect(stderr).toMatch(/expected .*demo.*production/u);
    expect(stderr).toContain(`${environment.configFile}: colour: unknown key`);
  });

  it('says a good configuration is valid, with exit code 0', async () => {
    const { environment } = await openEnvironment();
    const { code, stderr } = await runApplication([`--config=${environment.configFile}`, '--check-config']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('the configuration is valid')]);
  });

  it('says what this machine lacks and what does not answer, with exit codes 78 and 69', async () => {
    const { environment } = await openEnvironment();
    const named = `--config=${environment.configFile}`;
    expect(await runApplication([named, '--check-network'])).toMatchObject({ code: 0 });
    const config = JSON.parse(readFileSync(environment.configFile, 'utf8')) as Record<string, object>;
    writeFileSync(
      environment.configFile,
      JSON.stringify({ ...config, mode: 'production', mail: { ...config['mail'], port: 9 } }),
    );
    const checked = await runApplication([named, '--check-config']);
    expect([checked.code, checked.stderr]).toEqual([78, expect.stringContaining('allowPlainDataKey: ')]);
    const asked = await runApplication([named, '--check-network']);
    expect([asked.code, asked.stderr]).toEqual([69, expect.stringContaining('mail: FAULT: nobody answers')]);
  });

  it('shows a broken configuration on the screen, and ends with 78', async () => {
    const { environment } = await openEnvironment();
    breakConfig(environment.configFile);
    const { app, page } = await launchKiosk([`--config=${environment.configFile}`]);
    await page.locator('[data-screen="out-of-service"]').waitFor();
    await page.getByText('colour: unknown key').waitFor();
    const ended = once(app.process(), 'exit');
    await app.close();
    expect((await ended)[0]).toBe(78);
  });

  it('leaves a second instance no place', async () => {
    const { environment, page } = await openKiosk();
    const { code } = await runApplication([`--config=${environment.configFile}`]);
    expect(code).toBe(0);
    expect(await page.locator('[data-screen="attract"]').isVisible()).toBe(true);
  });

  it('goes on with what was confirmed after a kill', async () => {
    const first = await openKiosk();
    await firstConnection(first.kiosk, first.messages);
    const gone = once(first.app.process(), 'exit');
    first.app.process().kill('SIGKILL');
    await gone;
    const { app, page } = await launchKiosk([`--config=${first.environment.configFile}`]);
    onTestFinished(() => app.close());
    const kiosk = new KioskDriver(page);
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-login'), 'login');
    await kiosk.typeIdentifier(DEMO_CAST.both.number);
    await kiosk.login(TOUR_PASSWORD);
  });
});
