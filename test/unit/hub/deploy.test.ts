import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareCommand } from '../../../src-hub/cli/prepare-command.ts';
import { COMMANDS } from '../../../src-hub/commands.ts';
import { hubSettingsSchema } from '../../../src-hub/basics/settings/settings.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DEPLOY = path.join(ROOT, 'deploy');
const read = (name: string): string => readFileSync(path.join(DEPLOY, name), 'utf8');
const UNITS = readdirSync(path.join(DEPLOY, 'systemd'));
const SERVICES = UNITS.filter((name) => name.endsWith('.service'));
/** A session on the screen needs what services do without. */
const SESSION = 'borne-adherent-session.service';
/** Services that install packages, and so have root's rights. */
const UPDATER = ['borne-adherent-updater.service', 'borne-adherent-recover.service'];

/** Settings of a unit file by section; systemd lets a key stand more than once. */
function unit(name: string): Record<string, [key: string, value: string][]> {
  const sections: Record<string, [string, string][]> = {};
  let section: [string, string][] | undefined;
  for (const line of read(`systemd/${name}`).split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const head = /^\[(\w+)\]$/u.exec(line);
    if (head?.[1] !== undefined) {
      section = sections[head[1]] ??= [];
      continue;
    }
    const [, key, value] = /^(\w+)=(.*)$/u.exec(line) ?? [];
    if (section === undefined || key === undefined || value === undefined)
      throw new Error(`${name}: ${line}`);
    section.push([key, value]);
  }
  return sections;
}

const valuesOf = (name: string, section: string, key: string): string[] =>
  (unit(name)[section] ?? []).filter(([given]) => given === key).map(([, value]) => value);

describe('files for operation', () => {
  it('name settings that the hub has', () => {
    const settings = new Set(Object.keys(hubSettingsSchema.shape));
    const files = ['docker-compose.yml', '.env.example', 'hub-entrypoint.sh', 'Dockerfile'];
    const named = files.flatMap((file) => read(file).match(/\bHUB_[A-Z_]*[A-Z]\b/gu) ?? []);
    expect(new Set(named).size).toBeGreaterThan(8);
    const unknown = named
      .map((name) => name.replace(/_FILE$/u, ''))
      .filter((name) => !settings.has(name) && name !== 'HUB_NAME');
    expect(unknown).toEqual([]);
  });

  it('call commands that the hub has, with arguments that it takes', () => {
    const composed = [...read('docker-compose.yml').matchAll(/command: \[(.*)\]/gu)].map(([, args = '']) =>
      args.split(', '),
    );
    const started = SERVICES.flatMap((name) => valuesOf(name, 'Service', 'ExecStart'))
      .filter((line) => line.includes('main.js'))
      .map((line) => (line.split('main.js ')[1] ?? '').split(' '));
    expect(composed).toHaveLength(3);
    expect(started).toHaveLength(3);
    for (const args of [...composed, ...started]) {
      const prepared = prepareCommand(COMMANDS, args);
      expect(prepared.kind === 'ready' || prepared.exit === 0, args.join(' ')).toBe(true);
    }
  });

  it('give no empty setting to the hub', () => {
    expect(read('docker-compose.yml')).not.toMatch(/\$\{HUB_[A-Z_]+:-\}/u);
    const folder = temporaryFolder();
    const file = (name: string, content: string): string => {
      writeFileSync(path.join(folder, name), content, { mode: 0o755 });
      return path.join(folder, name);
    };
    file('node', '#!/bin/sh\necho "$@"\nenv | grep ^HUB_ | sort\n');
    const { stdout } = spawnSync('sh', [path.join(DEPLOY, 'hub-entrypoint.sh'), 'report'], {
      encoding: 'utf8',
      env: {
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        HUB_MAIL_PASSWORD_FILE: file('empty', ''),
        HUB_SECRET_FILE: file('secret', 'k2Vq9sXw7Rb4Tz1Lm8Np3Yd6Hc5Jf0Ga\n'),
      },
    });
    expect(stdout).toBe('/hub/main.js report\nHUB_SECRET=k2Vq9sXw7Rb4Tz1Lm8Np3Yd6Hc5Jf0Ga\n');
  });

  it('copy into the image only what is there', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gmu)].flatMap(
      (match) => match[1]?.split(' ') ?? [],
    );
    expect(copied).toContain('dist/hub');
    const admitted = read('Dockerfile.dockerignore');
    for (const source of copied) {
      expect(existsSync(path.join(ROOT, source)), source).toBe(true);
      expect(admitted).toContain(`!${source}\n`);
    }
  });

  it('define each secret that is used, and use each that is defined', () => {
    const compose = read('docker-compose.yml');
    const used = [...compose.matchAll(/secrets: \[(.*)\]/gu)].flatMap((match) => match[1]?.split(', ') ?? []);
    const defined = [...compose.matchAll(/file: \.\/secrets\/(\w+)/gu)].map((match) => match[1]);
    expect(new Set(used)).toEqual(new Set(defined));
    for (const secret of compose.matchAll(/\/run\/secrets\/(\w+)/gu)) expect(defined).toContain(secret[1]);
  });

  it('are sound shell scripts', () => {
    for (const name of ['backup.sh', 'hub-entrypoint.sh'])
      expect(spawnSync('sh', ['-n', path.join(DEPLOY, name)]).status, name).toBe(0);
  });
});

describe('systemd units', () => {
  it.each(SERVICES.filter((name) => name !== SESSION && !UPDATER.includes(name)))(
    '%s runs without rights and starts a file that is there',
    (name) => {
      expect(valuesOf(name, 'Service', 'User')).toHaveLength(1);
      for (const guard of ['NoNewPrivileges', 'ProtectHome', 'PrivateTmp', 'PrivateDevices'])
        expect(valuesOf(name, 'Service', guard), guard).toEqual(['yes']);
      expect(valuesOf(name, 'Service', 'ProtectSystem')).toEqual(['strict']);
      const [start = ''] = valuesOf(name, 'Service', 'ExecStart');
      const started = /hub\/main\.js|deploy\/\w+\.sh/u.exec(start)?.[0] ?? 'nothing';
      expect(existsSync(path.join(ROOT, started.replace(/^hub/u, 'dist/hub')))).toBe(true);
      for (const page of valuesOf(name, 'Unit', 'Documentation'))
        expect(page).toMatch(/^file:.*docs\/\w+\.md$/u);
    },
  );

  it('of the session runs without root, and shows the program that its package brings', () => {
    expect(valuesOf(SESSION, 'Service', 'User')).toEqual(['borne']);
    const [start = ''] = valuesOf(SESSION, 'Service', 'ExecStart');
    expect(start).toBe('/usr/bin/cage -- /opt/borne-adherent/kiosk-session');
    expect(existsSync(path.join(DEPLOY, 'debian/borne-adherent/kiosk-session'))).toBe(true);
  });

  it.each(UPDATER)('%s runs as root, which installs packages, and starts what its package brings', (name) => {
    expect(valuesOf(name, 'Service', 'User')).toEqual([]);
    expect(valuesOf(name, 'Service', 'ExecStart')[0]).toMatch(
      /^\/opt\/borne-adherent\/updater\/run(?: --recover)?$/u,
    );
    expect(valuesOf(name, 'Service', 'KillMode')).toEqual(['process']);
    for (const page of valuesOf(name, 'Unit', 'Documentation'))
      expect(existsSync(path.join(ROOT, page.replace('file:///opt/borne-adherent/', '')))).toBe(true);
  });

  it('have a service for each timer, and a way to be enabled', () => {
    const timers = UNITS.filter((name) => name.endsWith('.timer'));
    expect(timers).toHaveLength(3);
    for (const timer of timers) {
      expect(SERVICES).toContain(timer.replace('.timer', '.service'));
      // By the calendar, or again and again.
      expect([
        ...valuesOf(timer, 'Timer', 'OnCalendar'),
        ...valuesOf(timer, 'Timer', 'OnUnitInactiveSec'),
      ]).toHaveLength(1);
      expect(valuesOf(timer, 'Install', 'WantedBy')).toEqual(['timers.target']);
    }
  });
});
