import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Socket } from 'node:net';
import path from 'node:path';
import pg from 'pg';

/** Where Debian keeps PostgreSQL's programs, one folder a version. */
const VERSIONS = '/usr/lib/postgresql';

/** Oldest version that the hub supports. */
const OLDEST = 15;

/** Folder of PostgreSQL's programs: `BORNE_POSTGRESQL`, else Debian's newest version; null: not installed. */
export function postgresqlPrograms(): string | null {
  const named = process.env['BORNE_POSTGRESQL'];
  if (named !== undefined) return existsSync(path.join(named, 'initdb')) ? named : null;
  if (!existsSync(VERSIONS)) return null;
  const versions = readdirSync(VERSIONS)
    .map(Number)
    .filter((version) => version >= OLDEST);
  const folders = versions
    .sort((one, other) => other - one)
    .map((version) => path.join(VERSIONS, String(version), 'bin'));
  return folders.find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null;
}

/** A PostgreSQL server for tests. */
export interface Cluster {
  /** URL of one of its databases, for a user without special rights. */
  urlOf(database: string): string;
  /**
   * Makes a database that belongs to that user.
   * @param template database to copy
   */
  createDatabase(name: string, template?: string): Promise<void>;
  /** Removes a database, whoever is connected. */
  dropDatabase(name: string): Promise<void>;
  /** Stops the server; its data stay. `immediate`: like a crash. */
  stop(how?: 'fast' | 'immediate'): void;
  /** Starts it again; returns when it accepts connections. */
  start(): void;
}

let shared: Promise<Cluster> | undefined;

/**
 * The throw-away cluster of this test file, made on the first call. It is removed with the test process, even a
 * killed one.
 * @throws when PostgreSQL is not installed; check `postgresqlPrograms()` first
 */
export function throwAwayCluster(): Promise<Cluster> {
  return (shared ??= createCluster());
}

async function createCluster(): Promise<Cluster> {
  const programs = postgresqlPrograms();
  if (programs === null) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-pg-'));
  if (process.getuid?.() === 0) chownSync(folder, ...owner());
  const data = path.join(folder, 'data');
  const control = (...args: string[]): void =>
    asOwner(path.join(programs, 'pg_ctl'), ['-D', data, '-w', '-s', ...args]);
  asOwner(path.join(programs, 'initdb'), [
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'postgres',
    '--no-sync',
    '-E',
    'UTF8',
  ]);
  writeFileSync(
    path.join(data, 'postgresql.conf'),
    [
      `listen_addresses = ''`,
      `unix_socket_directories = '${folder}'`,
      // Without it, a crash of the server loses nothing; only a crash of the machine would.
      'fsync = off',
      'full_page_writes = off',
      // Tests have little to write, and keep it in memory where they can.
      'wal_level = minimal',
      'max_wal_senders = 0',
      'max_wal_size = 128MB',
      'jit = off',
      'max_connections = 100',
      'shared_buffers = 64MB',
    ].join('\n'),
    { flag: 'a' },
  );
  const start = (): void => control('-l', path.join(folder, 'log'), 'start');
  start();
  endWithThisProcess(programs, folder, data);
  const urlOf = (database: string, user = 'hub'): string =>
    `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const asSuperuser = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf('postgres', 'postgres') });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await asSuperuser(
    'CREATE ROLE hub LOGIN',
    // Lets tests empty tables whose triggers forbid deletions.
    'GRANT SET ON PARAMETER session_replication_role TO hub',
  );
  return {
    urlOf: (database) => urlOf(database),
    createDatabase: (name, template = 'template1') =>
      asSuperuser(`CREATE DATABASE ${name} OWNER hub TEMPLATE ${template}`),
    dropDatabase: (name) => asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`),
    stop: (how = 'fast') => control('-m', how, 'stop'),
    start,
  };
}

/**
 * Starts a shell that waits for the end of its input, which comes when this process ends in any way, and then removes
 * the cluster.
 */
function endWithThisProcess(programs: string, folder: string, data: string): void {
  const script =
    'trap "" INT TERM HUP; cat >/dev/null; "$1/pg_ctl" -D "$2" -m immediate -s stop; rm -rf "$3"; exit 0';
  const guard: ChildProcess = spawn(...commandOf('sh', ['-c', script, 'guard', programs, data, folder]), {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  // A pipe that does not keep this process alive; its type does not have `unref`.
  (guard.stdin as unknown as Socket).unref();
}

/** PostgreSQL refuses to run as root, so its own user is used. */
function commandOf(command: string, args: readonly string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, [...args]];
  return ['runuser', ['-u', 'postgres', '--', command, ...args]];
}

function asOwner(command: string, args: readonly string[]): void {
  execFileSync(...commandOf(command, args), { stdio: ['ignore', 'ignore', 'inherit'], cwd: '/' });
}

function owner(): [number, number] {
  const [user, group] = ['-u', '-g'].map((option) =>
    Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' })),
  );
  return [user ?? 0, group ?? 0];
}
