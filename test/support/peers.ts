import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';
import { NODE_FOR_WINDOWS_FILE } from '../../tools/package/windows/node-for-windows.ts';
import { canMakeMachines } from './debian-machine.ts';
import { postgresqlPrograms } from './hub/databases/postgresql-cluster.ts';

const starts = (command: string, argument: string): boolean =>
  spawnSync(command, [argument]).error === undefined;

/**
 * External programs that some tests use, and whether each is installed; Debian has them all (see `tools/test.mjs`).
 */
const INSTALLED = {
  PostgreSQL: () => postgresqlPrograms() !== null,
  poppler: () => starts('pdftotext', '-v'),
  qpdf: () => starts('qpdf', '--version'),
  PHP: () => starts('php', '--version'),
  Xvfb: () => starts('Xvfb', '-version'),
  xdotool: () => starts('xdotool', 'version'),
  lintian: () => starts('lintian', '--version'),
  GnuPG: () => starts('gpg', '--version'),
  /** dpkg, root's rights and overlays: see `DebianMachine`. */
  chroot: canMakeMachines,
  /** What makes and signs packages for Windows. */
  'Windows tools': () =>
    ['makensis', 'wixl', 'msibuild', 'x86_64-w64-mingw32-gcc', 'osslsigncode', '7zz'].every((command) =>
      starts(command, '--version'),
    ),
  /** The set-up of the suite `packages` fetches it by npm. */
  'Node for Windows': () => existsSync(NODE_FOR_WINDOWS_FILE),
  wine: () => starts('wine', '--version'),
  SoftHSM: () => starts('softhsm2-util', '--version'),
  SpamAssassin: () => starts('spamassassin', '--version'),
};

/** An external program that some tests use. */
export type Peer = keyof typeof INSTALLED;

/** Names of all peers. */
export const PEERS = Object.keys(INSTALLED) as Peer[];

/** True when a peer is installed. */
export const isInstalled = (peer: Peer): boolean => !isMissing(peer);

const answers = new Map<Peer, boolean>();

function isMissing(peer: Peer): boolean {
  const known = answers.get(peer) ?? INSTALLED[peer]();
  answers.set(peer, known);
  return !known;
}

/** The title tells why the test is skipped; `npm test` counts skipped tests by the peer's name. */
const titled = (title: string, peer: Peer): string =>
  isMissing(peer) ? `${title} [without ${peer}]` : title;

/** `it` for a test that uses a peer. Without the peer, the test is skipped, and its title names the peer. */
export function itWith(peer: Peer) {
  return (title: string, test: () => Promise<void> | void, timeout?: number): void => {
    it.skipIf(isMissing(peer))(titled(title, peer), test, timeout);
  };
}

/** `describe` for tests that use a peer; skipped like {@link itWith}. */
export function describeWith(peer: Peer) {
  return (title: string, tests: () => void): void => {
    describe.skipIf(isMissing(peer))(titled(title, peer), tests);
  };
}
