import { readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exportLetters } from '../../../../src-hub/letters/batches/export-letters.ts';
import { letterCodeMac, provisionalMac } from '../../../../src-hub/letters/codes/letter-code.ts';
import { privateFiles } from '../../../../src-hub/basics/private-files.ts';
import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import { RIG_KEYS } from '../../../support/hub/hub-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { START } from '../../../support/hub/hub-fixture.ts';
import { openLetterHub } from '../../../support/hub/letters/letter-hub.ts';
import { interrupted, Killed } from './interrupted.ts';
import { batchFolders, manifestOf } from '../../../support/hub/letters/letter-fixture.ts';
import { printedCode, scannedCode, textOf } from './read-pdf.ts';
import {
  accountRequest,
  confirmedAccount,
  dumpOf,
  haveEmail,
  inventedNir,
  mailsOf,
  newInsured,
  newMember,
  type Person,
} from '../../../support/hub/request-fixture.ts';
import { itWith } from '../../../support/peers.ts';

/** The START of the fixture is 10:00 in Paris on 23 November: good until the end of 13 December. */
const EXPIRES = new Date('2026-12-13T23:00:00Z');
const LAST_DAY = new Date('2026-12-13T11:00:00Z').getTime();

const { database, hub, letters: fixture } = await openLetterHub();

/** Has an account asked for. @returns the event's id */
async function asked(person: Person, said: { email?: string; language?: 'fr' | 'en' } = {}): Promise<string> {
  const event = hub.event({ ...accountRequest(person), ...said });
  expect(await hub.send([event])).toEqual([{ status: 'accepted' }]);
  return event.id;
}

const letterOf = (id: string) =>
  database.db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** The PDF whose envelope has this family name. */
function pdfOf(into: string, familyName: string): string {
  for (const folder of batchFolders(into))
    for (const row of manifestOf(folder))
      if (row.line1.endsWith(familyName.toUpperCase())) return path.join(folder, row.file);
  throw new Error('no such letter');
}

describe('the export', () => {
  itWith('poppler')('makes letters of both kinds, for members and insured persons', async () => {
    const nir = inventedNir();
    const member = await newMember(database, { familyName: 'Membre' });
    const insured = await newInsured(database, { familyName: 'Assure' }, nir);
    const other = await newMember(database, { familyName: 'Autre' });
    const ids = [await asked(member), await asked(insured, { language: 'en' })] as const;
    await fixture.letter(subjectOf(other.holder));
    const into = temporaryFolder();
    expect((await fixture.export(into)).batches).toMatchObject([{ letters: 3 }]);
    for (const [at, person] of [member, insured].entries()) {
      const pdf = pdfOf(into, person.familyName);
      const code = printedCode(pdf);
      expect(scannedCode(pdf)).toBe(code);
      const { code_mac: mac, expires_at: expiresAt } = await letterOf(ids[at] ?? '');
      expect(mac).toEqual(provisionalMac(RIG_KEYS, subjectOf(person.holder), code));
      expect(expiresAt).toEqual(EXPIRES);
      expect(await dumpOf(database)).not.toContain(code);
      expect(textOf(pdf)).not.toContain(subjectOf(person.holder));
    }
    const text = (person: Person): string => textOf(pdfOf(into, person.familyName)).replaceAll(/\s+/gu, ' ');
    for (const phrase of [
      'Votre mot de passe provisoire',
      '« J’ai reçu un courrier »',
      'dimanche 13 décembre 2026',
    ])
      for (const person of [member, insured]) expect(text(person)).toContain(phrase);
    expect(text(member)).toContain('votre numéro d’adhérent');
    expect(text(member)).not.toContain('In English');
    expect(text(insured)).toContain(
      '« Donner mon numéro de sécurité sociale », puis saisissez ce numéro et sa clé',
    );
    expect(text(insured)).toContain('In English: activate your account with this password');
    expect(text(insured)).not.toContain(nir.slice(0, 13));
    expect(text(other)).toContain('Votre code pour définir votre mot de passe');
    const code = printedCode(pdfOf(into, 'Autre'));
    const [letter] = (await fixture.letters()).filter(({ kind }) => kind === 'password');
    expect(letter?.code_mac).toEqual(letterCodeMac(RIG_KEYS, subjectOf(other.holder), code));
  });

  it('posts one mail for each account letter, with the hand-over, in the language of the request', async () => {
    const member = await newMember(database);
    await haveEmail(database, member, 'un@exemple.fr');
    await asked(member, { email: 'typed@exemple.fr' });
    const insured = await newInsured(database);
    await confirmedAccount(database, insured, 'deux@exemple.fr');
    await asked(insured, { email: 'typed@exemple.fr', language: 'en' });
    // Nothing on file: the letter alone comes, and the typed address is told nothing of it.
    await asked(await newMember(database), { email: 'typed@exemple.fr' });
    await fixture.letter(subjectOf((await newMember(database)).holder));
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    const into = temporaryFolder();
    await fixture.export(into, { ...privateFiles, write: () => Promise.reject(full) });
    const posted = async () => (await mailsOf(database)).filter(({ kind }) => kind === 'letter-posted');
    expect(await posted(), 'nothing was handed over').toEqual([]);
    await fixture.export(into);
    const mail = { kind: 'letter-posted', lastDay: LAST_DAY, expiresAt: EXPIRES };
    const expected = [
      { ...mail, to: 'deux@exemple.fr', language: 'en' },
      { ...mail, to: 'un@exemple.fr', language: 'fr' },
    ];
    const sorted = async () => (await posted()).sort((one, other) => one.to.localeCompare(other.to));
    expect(await sorted()).toEqual(expected);
    await fixture.export(into);
    expect(await sorted()).toEqual(expected);
  });

  it('of a lost batch makes the letters anew, and says so again', async () => {
    const person = await newMember(database);
    await haveEmail(database, person, 'odette@exemple.fr');
    const id = await asked(person);
    await fixture.export(temporaryFolder());
    const first = await letterOf(id);
    expect((await fixture.command('lost', first.batch ?? '')).said).toContain('waiting 1');
    expect(await letterOf(id)).toMatchObject({ batch: null, code_mac: null, expires_at: null });
    await fixture.export(temporaryFolder());
    expect((await letterOf(id)).code_mac).not.toEqual(first.code_mac);
    const posted = (await mailsOf(database)).filter(({ kind }) => kind === 'letter-posted');
    expect(posted).toHaveLength(2);
  });

  it('names a letter that cannot be addressed by its receipt, and refuses it after 30 days', async () => {
    const person = await newMember(database);
    const number = subjectOf(person.holder);
    await database.db.deleteFrom('member_address').where('number', '=', number).execute();
    const insured = await newInsured(database);
    const nir = Buffer.from(subjectOf(insured.holder).slice(4), 'hex');
    await database.db
      .updateTable('insured')
      .set({ lines: ['x'.repeat(39)] })
      .where('nir', '=', nir)
      .execute();
    const ids = [await asked(person), await asked(insured)];
    const into = temporaryFolder();
    const list = async (): Promise<string[][]> => {
      await fixture.export(into);
      const text = readFileSync(path.join(into, 'without-address.csv'), 'utf8');
      return text
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(';'));
    };
    const [one, other] = ids.map(receiptNumber);
    expect((await list()).sort()).toEqual([
      ['', 'line-too-long', '2026-11-23', other],
      [number, 'no-address', '2026-11-23', one],
    ]);
    fixture.clock.now = new Date(START + 31 * 24 * 3_600_000);
    expect((await list()).map(([, reason]) => reason)).toEqual(['too-late', 'too-late']);
    for (const id of ids) expect((await letterOf(id)).voided_at).toEqual(fixture.clock.now);
  });

  it('leaves alone who is closed', async () => {
    const person = await newInsured(database);
    await asked(person);
    const nir = Buffer.from(subjectOf(person.holder).slice(4), 'hex');
    await database.db.updateTable('insured').set({ closed_at: new Date() }).where('nir', '=', nir).execute();
    expect((await fixture.export(temporaryFolder())).batches).toEqual([]);
  });
});

it('killed at any step and run again: each letter and each mail exactly once', async () => {
  const member = await newMember(database, { familyName: 'Membre' });
  const insured = await newInsured(database, { familyName: 'Assure' });
  await haveEmail(database, member, 'membre@exemple.fr');
  await confirmedAccount(database, insured, 'assure@exemple.fr');
  let killedOnce = false;
  for (let at = 1; ; at += 1) {
    await database.db.deleteFrom('account_request').execute();
    await fixture.clear();
    await database.db.deleteFrom('mail').execute();
    await asked(member, { email: 'typed@exemple.fr' });
    await asked(insured, { email: 'typed@exemple.fr' });
    const into = temporaryFolder();
    const world = interrupted(database, privateFiles, at);
    const run = exportLetters({ ...fixture.deps, database: world.database }, into, world.files);
    const killed = await run.then(
      () => false,
      (error: unknown) => {
        if (error instanceof Killed) return true;
        throw error;
      },
    );
    killedOnce ||= killed;
    // Whoever was told of a letter by mail finds it in a batch that was handed over.
    const batches = await fixture.batches();
    const told = (await mailsOf(database)).filter(({ kind }) => kind === 'letter-posted');
    expect(told.length > 0).toBe(batches.some(({ handed_over_at: moment }) => moment !== null));
    await fixture.export(into);
    const taken = temporaryFolder();
    for (const folder of batchFolders(into)) renameSync(folder, path.join(taken, path.basename(folder)));
    expect(readdirSync(into)).toEqual([]);
    const names = batchFolders(taken)
      .flatMap(manifestOf)
      .map((row) => row.line1);
    expect(names.sort()).toEqual(['ODETTE MEMBRE', 'ZOE ASSURE']);
    const mails = (await mailsOf(database))
      .filter(({ kind }) => kind === 'letter-posted')
      .map(({ to }) => to)
      .sort();
    expect(mails).toEqual(['assure@exemple.fr', 'membre@exemple.fr']);
    if (!killed) break;
  }
  expect(killedOnce).toBe(true);
});

itWith('poppler')(
  'a provisional password is no code for a password, and does not end such letters',
  async () => {
    const person = await newMember(database, { familyName: 'Doppel' });
    const number = subjectOf(person.holder);
    await asked(person);
    const into = temporaryFolder();
    await fixture.export(into);
    const provisional = printedCode(pdfOf(into, 'Doppel'));
    await fixture.letter(number);
    const second = temporaryFolder();
    await fixture.export(second);
    const code = printedCode(pdfOf(second, 'Doppel'));
    const client = await hub.client();
    const redeem = (given: string) =>
      hub.post(client, '/v1/letters/redeem', { attempt: randomUUID(), number, code: given });
    expect(await redeem(provisional)).toMatchObject({ body: { result: 'wrong' } });
    expect(await redeem(code)).toMatchObject({ body: { result: 'accepted' } });
    const letters = await fixture.letters();
    const account = letters.find(({ kind }) => kind === 'account');
    expect(account).toMatchObject({ spent_at: null, voided_at: null });
  },
);
