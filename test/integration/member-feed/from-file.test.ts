import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importCommand } from '../../../src-hub/people/members/import-command.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { readEmail } from '../../../src-shared/values/contact/email.ts';
import { openHubRig, type HubRig } from '../../support/hub/hub-rig.ts';
import { NAUGHTY_STRINGS } from '../../support/hostile/naughty-strings.ts';
import { connectionOf } from '../../support/hub/hub-requests.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { eventually, startSync, type SyncRig } from './support.ts';

const FIELDS = [
  ...['number', 'familyName', 'givenName', 'birthDate', 'postalCode', 'email', 'phone', 'language'],
  'birthName',
];

/** Family names, names of birth and birth dates, as files have them and as they are kept. */
const PEOPLE = [
  ['DUPONT née MARTIN', undefined, '00/05/1941', 'DUPONT', 'MARTIN', '1941-05-00'],
  ['M. DUPONT', 'Mme MARTIN', '99/99/1941', 'DUPONT', 'MARTIN', '1941-00-00'],
  ['DUPONT-MARTIN', '', '1941', 'DUPONT-MARTIN', null, '1941-00-00'],
  ['O', undefined, '31/02/1941', 'O', null, '0000-00-00'],
] as const;

/** Parts of addresses before the `@`, with every sign that a mail server takes. */
const mailbox = fc
  .array(fc.constantFrom(..."abcxyz019!#$%&'*+/=?^_`{|}~-.".split(/(?:)/u)), { minLength: 1, maxLength: 20 })
  .map((characters) => characters.join(''));

const email = fc
  .tuple(mailbox, fc.constantFrom('orange.fr', 'xn--socit-esab.fr', 'a-b.example', 'gmx.at'))
  .map(([name, domain]) => `${name}@${domain}`)
  .filter((address) => readEmail(address).ok);

/** Imports rows as the command line would. */
async function importRows(rig: HubRig, rows: readonly (readonly (string | undefined)[])[]): Promise<void> {
  const file = path.join(temporaryFolder(), 'members.ndjson');
  const lines = rows.map((row) =>
    JSON.stringify(Object.fromEntries(FIELDS.map((field, at) => [field, row[at]]))),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  await importCommand.run([file], rig.deps, () => undefined);
}

async function follow(rig: HubRig, name: string): Promise<SyncRig> {
  return startSync(temporaryFolder(), connectionOf(rig.url, await rig.enrol(name)));
}

it('whatever a file brings and head office takes, every kiosk reads, one of before and a new one', async () => {
  const rig = await openHubRig();
  const first = ['00000001', 'Exemple', 'Zoé', '1941-03-07', '44000', '', '', ''];
  await importRows(rig, [first]);
  const before = await follow(rig, 'Nantes 1');
  await eventually(() => expect(before.directory.find('00000001')).toMatchObject({ givenName: 'Zoé' }));

  const addresses = [
    'jean&marie@orange.fr',
    "d'@free.fr",
    ...fc.sample(email, { numRuns: 150, seed: 20261129 }),
  ];
  const byAddress = addresses.map(
    (address, at) =>
      [
        String(10_000_000 + at),
        'Exemple',
        'Zoé',
        '1941-03-07',
        '44000',
        address,
        '+33639980001',
        'fr',
      ] as const,
  );
  const byName = NAUGHTY_STRINGS.map(
    (name, at) => [String(20_000_000 + at), name, name, '1941-03-07', '44000', '', '', ''] as const,
  );
  const byPerson = PEOPLE.map(([name, birthName, date], at) => [
    ...[String(30_000_000 + at), name, 'Zoé', date, '44000', '', '', '', birthName],
  ]);
  await importRows(rig, [...byAddress, ...byName, ...byPerson]);
  const stored = await rig.deps.database.db.selectFrom('member').selectAll().execute();
  // What was refused, was refused at head office's own door; the addresses were all taken.
  expect(stored.length).toBeGreaterThan(addresses.length + 20);
  expect(stored.filter(({ number }) => number.startsWith('1')).map((row) => row.email)).toEqual(
    expect.arrayContaining(addresses),
  );

  expect(
    stored
      .filter(({ number }) => number.startsWith('3'))
      .map((row) => [row.family_name, row.birth_name, row.birth_date]),
  ).toEqual(PEOPLE.map((person) => person.slice(3)));

  const fresh = await follow(rig, 'Nantes 2');
  // A member who comes last is known: nothing before stopped the feed.
  await importRows(rig, [['99999999', 'Dernier', 'Zoé', '1941-03-07', '44000', '', '', '']]);
  for (const { directory } of [before, fresh]) {
    await eventually(() => expect(directory.find('99999999')).toMatchObject({ familyName: 'Dernier' }));
    for (const row of stored)
      expect({ birthName: null, ...(directory.find(row.number) as Member) }).toMatchObject({
        ...{ familyName: row.family_name, givenName: row.given_name, birthDate: row.birth_date },
        ...{ postalCode: row.postal_code, email: row.email, phone: row.phone, birthName: row.birth_name },
      });
  }
  expect(await rig.deps.database.db.selectFrom('unreadable_change').selectAll().execute()).toEqual([]);
});
