import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src-hub/commands.ts';
import { hubSettingsSchema } from '../../../src-hub/basics/settings.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DEPLOY = path.join(ROOT, 'deploy');
const read = (name: string): string => readFileSync(path.join(DEPLOY, name), 'utf8');
const UNITS = readdirSync(path.join(DEPLOY, 'systemd'));
const SERVICES = UNITS.filter((name) => name.endsWith('.service'));
const KNOWN = ['serve', 'migrate', 'help', ...COMMANDS.map((command) => command.name)];

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

  it('name commands that the hub has', () => {
    const composed = [...read('docker-compose.yml').matchAll(/command: \[(\w+)/gu)].map((match) => match[1]);
    const started = SERVICES.flatMap((name) => valuesOf(name, 'Service', 'ExecStart'))
      .filter((line) => line.includes('main.js'))
      .map((line) => /main\.js (\w+)/u.exec(line)?.[1]);
    expect(composed).toHaveLength(3);
    expect(started).toHaveLength(2);
    for (const name of [...composed, ...started]) expect(KNOWN).toContain(name);
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
  it.each(SERVICES)('%s runs without rights and starts a file that is there', (name) => {
    expect(valuesOf(name, 'Service', 'User')).toHaveLength(1);
    for (const guard of ['NoNewPrivileges', 'ProtectHome', 'PrivateTmp', 'PrivateDevices'])
      expect(valuesOf(name, 'Service', guard), guard).toEqual(['yes']);
    expect(valuesOf(name, 'Service', 'ProtectSystem')).toEqual(['strict']);
    const [start = ''] = valuesOf(name, 'Service', 'ExecStart');
    const started = /hub\/main\.js|deploy\/\w+\.sh/u.exec(start)?.[0] ?? 'nothing';
    expect(existsSync(path.join(ROOT, started.replace(/^hub/u, 'dist/hub')))).toBe(true);
    for (const page of valuesOf(name, 'Unit', 'Documentation'))
      expect(page).toMatch(/^file:.*docs\/\w+\.md$/u);
  });

  it('have a service for each timer, and a way to be enabled', () => {
    const timers = UNITS.filter((name) => name.endsWith('.timer'));
    expect(timers).toHaveLength(2);
    for (const timer of timers) {
      expect(SERVICES).toContain(timer.replace('.timer', '.service'));
      expect(valuesOf(timer, 'Timer', 'OnCalendar')).toHaveLength(1);
      expect(valuesOf(timer, 'Install', 'WantedBy')).toEqual(['timers.target']);
    }
  });
});
