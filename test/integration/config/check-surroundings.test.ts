import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSurroundings, type Surroundings } from '../../../src-main/config/check-surroundings.ts';
import { configSchema } from '../../../src-main/config/config-schema.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TLS = path.resolve(import.meta.dirname, '../../support/tls');
const MAIL = { host: 'mail.exemple.invalid', port: 587, from: 'no-reply@exemple.invalid' };
const SMS = {
  url: 'https://sms.exemple.invalid',
  template: { to: '{{to}}', text: '{{text}}' },
  sender: 'MCRN',
};
const HUB = { url: 'https://hub.exemple.invalid', enrolmentCode: 'ACDE-FGHJ-KMNP-3467' };

function problems(changes: Record<string, unknown>, machine: Partial<Surroundings> = {}): string[] {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'members.ndjson'), '');
  const config = configSchema.parse({
    mode: 'production',
    dataDir: path.join(folder, 'new', 'data'),
    members: { file: path.join(folder, 'members.ndjson') },
    mail: MAIL,
    ...changes,
  });
  const found = checkSurroundings(config, { protection: 'system', now: Date.now(), ...machine });
  expect(readdirSync(folder), 'nothing is left behind').toEqual(['members.ndjson']);
  return found;
}

describe('what a configuration needs of the machine', () => {
  it('is there', () => {
    expect(problems({})).toEqual([]);
  });

  it('lacks a place for the data folder', () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const dataDir of [path.join(file, 'data'), file, '/proc/borne'])
      expect(problems({ dataDir })).toEqual([
        expect.stringMatching(/^dataDir: cannot be made \([A-Z]+\): /u),
      ]);
  });

  it('cannot write the data folder', () => {
    const forbidden = path.join(temporaryFolder(), 'data');
    mkdirSync(forbidden, { mode: 0o500 });
    // No mode forbids anything to root, but nobody writes there.
    const dataDir = process.getuid?.() === 0 ? '/proc/self' : forbidden;
    expect(problems({ dataDir })).toEqual([
      expect.stringMatching(/^dataDir: cannot be written \([A-Z]+\): /u),
    ]);
  });

  it('leaves a data folder as it is', () => {
    const dataDir = temporaryFolder();
    writeFileSync(path.join(dataDir, 'journal.db'), 'x');
    expect(problems({ dataDir })).toEqual([]);
    expect(readdirSync(dataDir)).toEqual(['journal.db']);
  });

  it('lacks the file of the members', () => {
    expect(problems({ members: { file: '/nowhere/members.ndjson' } })).toEqual([
      expect.stringMatching(/^members\.file: cannot be read \(ENOENT\)/u),
    ]);
    expect(problems({ members: { file: TLS } })).toEqual(['members.file: expected a file, not a folder']);
  });

  it('has a certificate of the past, or of the future', () => {
    const ca = (name: string) => path.join(TLS, name);
    expect(
      problems({ members: undefined, mail: undefined, hub: { ...HUB, ca: ca('expired-cert.pem') } }),
    ).toEqual([expect.stringMatching(/^hub\.ca: the certificate has expired/u)]);
    expect(problems({ mail: { ...MAIL, caFile: ca('future-cert.pem') } })).toEqual([
      expect.stringMatching(/^mail\.caFile: .*not valid yet.*clock/u),
    ]);
  });

  it('has secrets of a mail server or gateway that head office has no use for, unless the way without the line is named', () => {
    const kiosk = { members: undefined, hub: HUB, mail: MAIL, sms: SMS };
    expect(problems(kiosk)).toEqual([
      expect.stringMatching(/^mail: not used, since head office sends the codes.*hub\.codesWithoutLine/u),
      expect.stringMatching(/^sms: not used/u),
    ]);
    expect(problems({ ...kiosk, hub: { ...HUB, codesWithoutLine: true } })).toEqual([]);
    expect(problems({ members: undefined, mail: undefined, hub: HUB })).toEqual([]);
  });

  it('lacks a key ring, in production', () => {
    const plain = { protection: 'plain' } as const;
    expect(problems({}, plain)).toEqual([expect.stringMatching(/^allowPlainDataKey: .*key ring/u)]);
    expect(problems({ allowPlainDataKey: true }, plain)).toEqual([]);
    expect(problems({ mode: 'demo' }, plain)).toEqual([]);
  });
});
