import path from 'node:path';
import { writeDeb } from '../../../tools/package/debian/deb.ts';
import { DebianMachine } from '../../support/debian-machine.ts';

/** What the packages need of Debian and what a small machine may not have. */
const NEEDED = [
  'cage',
  'libasound2',
  'libatk-bridge2.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0',
  'libnss3',
  'libsecret-1-0',
  'libxkbcommon0',
  'nodejs (= 24.21.0)',
];

/**
 * A Debian that has what the packages need: one package without files stands for all of it, so that dpkg judges the
 * dependencies as always.
 * @param folder for its files; the caller removes it
 */
export async function neededMachine(folder: string): Promise<DebianMachine> {
  const deb = {
    name: 'borne-test-needed',
    version: '1',
    architecture: process.arch as 'x64',
    fields: {
      Maintainer: 'Nobody <nobody@mcrn.example>',
      Description: 'Stands for what is needed',
      Provides: NEEDED.join(', '),
    },
    files: [{ to: '/usr/share/doc/borne-test-needed/copyright', text: 'Nobody\n' }],
    scripts: {},
    conffiles: [],
  };
  const machine = new DebianMachine(path.join(folder, 'machine'));
  const installed = machine.run(
    `dpkg --install ${await writeDeb(deb, path.join(folder, 'tree'), folder, 0)}`,
  );
  if (installed.code !== 0) throw new Error(installed.output);
  return machine;
}
