import { tableLines } from '../basics/table-lines.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { AuditChain, PROVEN_FACT } from '../audit/audit-chain.ts';
import { auditRows, lockAudit } from '../audit/audit-rows.ts';
import { commandGroup } from '../cli/command-group.ts';
import type { Told } from '../cli/declaration.ts';
import { defineCommand, done, notDone, summaryLine } from '../cli/define-command.ts';
import { ACTOR } from '../cli/help-text.ts';
import { argument, flag, readBy } from '../cli/parameters.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { keyInUse, lockKeys, readKeys, type StoredKey, takeOrMakeDuties } from '../core/key-table.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { type Dependant, dependantsOf } from './dependants.ts';
import { emptyNirIndex, moveNirIndex, nirDependantsOf } from '../people/insured/nir-index.ts';
import { resealAll } from './reseal.ts';
import { servingHubs } from './serving-hubs.ts';

const id = argument(
  'KEY',
  'the key, by the eight digits that `keys list` shows',
  readBy(
    (text) => (/^[0-9a-f]{8}$/iu.test(text) ? text.toLowerCase() : null),
    'is not eight hexadecimal digits, as `keys list` shows them',
  ),
);

const audited = { concerns: (given: { readonly id: string }) => `key ${given.id}` };

const listCommand = defineCommand({
  name: 'keys list',
  summary: 'Tells the keys of HUB_SECRET, which hubs have them, and what depends on each',
  takes: {},
  effect: 'reads',
  needs: ['secret'],
  examples: ['', '--json'],
  run: (_given, { database, settings, now }) =>
    database.transaction(async (connection) => {
      const { HUB_SECRET: secret } = settings;
      const stored = await readKeys(connection);
      const hubs = await servingHubs(connection, now());
      const given = secret.keys.filter((key) => stored.every((other) => other.id !== key.id));
      const keys = [];
      for (const key of stored)
        keys.push({
          id: key.id,
          state: stateOf(key, stored),
          since: key.retired_at ?? key.used_at ?? key.added_at,
          isHere: secret.knows(key.id),
          hubs: hubs.filter((hub) => hub.keys.includes(key.id)).map(({ name }) => name),
          dependants: key.retired_at === null ? await allDependants(connection, settings, key.id, now()) : [],
        });
      const lines = keys.map(({ id, state, since, hubs: having, dependants }) => [
        ...[id, state, terminalMoment(since), `${having.length} of ${hubs.length}`],
        dependants.length === 0 ? 'nothing' : dependants.map(wordsOf).join('; '),
      ]);
      return done(
        [
          ...(lines.length === 0
            ? ['No key yet: the first hub that serves makes one.']
            : tableLines([
                ['key', 'state', `since (${agencyZone()})`, 'hubs', 'what depends on it'],
                ...lines,
              ])),
          ...given.map((key) => `The settings have ${key.id} too, which is not added: keys add.`),
          ...secret.useless.map((key) => `The settings still have ${key}, which is retired: take it out.`),
        ],
        { zone: agencyZone(), keys, notAdded: given.map((key) => key.id) },
      );
    }),
});

const addCommand = defineCommand({
  name: 'keys add',
  summary: 'Makes the second key of the settings known, so that it can come into use',
  takes: {},
  effect: 'changes',
  audited: { concerns: () => 'second key', keeps: ['key'] },
  needs: ['secret'],
  notDoneWhen: 'the settings have no second key, or it was added or retired before',
  examples: [ACTOR],
  run: (_given, deps) =>
    withKeys(deps, async (connection, stored) => {
      const { settings, now } = deps;
      const { HUB_SECRET: secret } = settings;
      const [retired] = secret.useless;
      if (retired !== undefined)
        return notDone([`The settings have ${retired}, which is retired: a new key is a new secret.`]);
      const key = secret.keys.find((one) => stored.every((other) => other.id !== one.id));
      if (key === undefined)
        return notDone([
          secret.keys.length < 2
            ? 'The settings have one key only: give the new secret as HUB_SECRET_NEXT, to each hub.'
            : 'Both keys of the settings are known already; see keys list.',
        ]);
      await connection.query('INSERT INTO hub_key (id, added_at) VALUES ($1, $2::timestamptz)', [
        key.id,
        now().toISOString(),
      ]);
      const without = (await servingHubs(connection, now())).filter((hub) => !hub.keys.includes(key.id));
      return done(
        [
          `Added: ${key.id}. It is not in use yet.`,
          ...without.map(({ name }) => `The hub at ${name} does not have it yet.`),
          ...(without.length === 0 ? [`Next: keys use ${key.id}.`] : []),
        ],
        { key: key.id, hubsWithout: without.map(({ name }) => name) },
      );
    }),
});

const useCommand = defineCommand({
  name: 'keys use',
  summary: 'Makes all that is new with this key; what is there stays with its own',
  takes: { id },
  effect: 'changes',
  audited,
  needs: ['secret'],
  notDoneWhen: 'the key is not added, or a hub that serves does not have it',
  examples: [`1f2e3d4c ${ACTOR}`],
  run: ({ id }, deps) =>
    withKeys(deps, async (connection, stored) => {
      const { settings, now } = deps;
      const key = stored.find((one) => one.id === id);
      if (key === undefined) return notDone([`${id} is not added; see keys list.`]);
      if (key.retired_at !== null) return notDone([`${id} is retired: a new key is a new secret.`]);
      if (keyInUse(stored)?.id === id) return notDone([`${id} is in use already.`]);
      if (!settings.HUB_SECRET.knows(id))
        return notDone([`The settings here do not have ${id}: give its secret as HUB_SECRET_NEXT.`]);
      const hubs = await servingHubs(connection, now());
      const without = hubs.filter((hub) => !hub.keys.includes(id));
      if (without.length > 0)
        return notDone([
          ...without.map(({ name }) => `The hub at ${name} does not have ${id}.`),
          'Give it the secret as HUB_SECRET_NEXT and start it anew; a hub that was killed is forgotten after a minute.',
        ]);
      // Later than any before, also where a clock went back.
      await connection.query(
        `UPDATE hub_key SET used_at = greatest($2::timestamptz,
           (SELECT max(used_at) FROM hub_key) + interval '1 millisecond') WHERE id = $1`,
        [id, now().toISOString()],
      );
      await moveNirIndex(connection, now());
      return done(
        [
          `In use: ${id}. Hubs that serve take it within half a minute.`,
          'Next: keys reseal, and a whole import of insured people.',
        ],
        {
          key: id,
          hubs: hubs.length,
        },
      );
    }),
});

const resealCommand = defineCommand({
  name: 'keys reseal',
  summary: 'Seals anew, with the key in use, what waits or is kept; cut short, it goes on where it was',
  takes: {},
  effect: 'changes',
  audited: { concerns: () => 'all seals', keeps: ['resealed', 'damaged'], inParts: true },
  needs: ['secret'],
  examples: [ACTOR],
  run: async (_given, deps, { progress }) => {
    const counts = await resealAll(deps, progress);
    return done([summaryLine({ ...counts })], { ...counts });
  },
});

const retireCommand = defineCommand({
  name: 'keys retire',
  summary: 'Ends a key for good, when nothing depends on it any more',
  takes: {
    id,
    forgetClosed: flag(
      'lets go of people who are closed and in no file since: their NIR leads to them no more',
    ),
  },
  effect: 'changes',
  audited: { ...audited, keeps: ['rows', 'forgotten', PROVEN_FACT] },
  needs: ['secret'],
  notDoneWhen: 'the key is in use, something depends on it, or the audit is not whole',
  examples: [`1f2e3d4c ${ACTOR}`],
  run: ({ id, forgetClosed }, deps) =>
    withKeys(deps, async (connection, stored) => {
      const { settings, now, database } = deps;
      const key = stored.find((one) => one.id === id);
      if (key === undefined) return notDone([`There is no key ${id}; see keys list.`]);
      if (key.retired_at !== null) return notDone([`${id} is retired already.`]);
      if (keyInUse(stored)?.id === id) return notDone([`${id} is in use: first keys use another one.`]);
      if (key.used_at !== null && !settings.HUB_SECRET.knows(id))
        return notDone([
          `The settings here do not have ${id}, so nothing can be said of what depends on it.`,
        ]);
      const using = (await servingHubs(connection, now())).filter((hub) => hub.in_use === id);
      if (using.length > 0)
        return notDone(using.map(({ name }) => `The hub at ${name} still uses ${id}; it follows by itself.`));
      if (key.used_at !== null) {
        const found = await allDependants(connection, settings, id, now());
        const dependants = forgetClosed ? found.filter(({ what }) => what !== CLOSED_IN_INDEX) : found;
        if (dependants.length > 0)
          return notDone(
            ['It is still needed for', ...dependants.map((dependant) => `  ${wordsOf(dependant)}`)],
            { dependants },
          );
      }
      await lockAudit(connection);
      const chain = new AuditChain(settings.HUB_SECRET, null);
      for await (const rows of auditRows(database)) for (const row of rows) chain.take(row);
      if (chain.faults.length > 0)
        return notDone(['The audit is not whole, and its rows could not be proven later: see audit verify.']);
      const { closed: forgotten } = await nirDependantsOf(connection, id, keyInUse(stored)?.id ?? id);
      await moveNirIndex(connection, now());
      await emptyNirIndex(connection, id);
      await connection.query('UPDATE hub_key SET retired_at = $2::timestamptz WHERE id = $1', [
        id,
        now().toISOString(),
      ]);
      return done(
        [
          `Retired: ${id}. The audit's rows up to here are proven without it.`,
          'Take its secret out of the settings of each hub; keep it as long as backups of its time.',
        ],
        { key: id, rows: chain.rows, forgotten, [PROVEN_FACT]: chain.digest },
      );
    }),
});

/** `keys`: adds, uses and retires keys of `HUB_SECRET` while hubs serve (docs/hub.md). */
export const keysCommand = commandGroup(
  'keys',
  [listCommand, addCommand, useCommand, resealCommand, retireCommand],
  'list',
);

/** Runs work that no other command of keys, and no hub that starts, comes between. */
function withKeys(
  deps: HubDeps,
  work: (connection: HubConnection, stored: readonly StoredKey[]) => Promise<Told>,
): Promise<Told> {
  return deps.database.transaction(async (connection) => {
    await lockKeys(connection);
    await takeOrMakeDuties(connection, deps);
    return work(connection, await readKeys(connection));
  });
}

const CLOSED_IN_INDEX = 'closed people whom no file has told since (--forget-closed)';

async function allDependants(
  connection: HubConnection,
  { HUB_SECRET: secret }: HubDeps['settings'],
  key: string,
  now: Date,
): Promise<Dependant[]> {
  const { open, closed, kiosks } = await nirDependantsOf(connection, key, secret.duties.inUse);
  const more: readonly (readonly [what: string, count: number])[] = [
    ['people in the index of NIR (a whole import of insured people)', open],
    [CLOSED_IN_INDEX, closed],
    ['kiosks that hash NIR with it', kiosks],
  ];
  return [
    ...(await dependantsOf(connection, secret, key, now)),
    ...more.flatMap(([what, count]) =>
      count === 0 ? [] : [{ what, count, until: null, isResealed: false }],
    ),
  ];
}

function stateOf(key: StoredKey, stored: readonly StoredKey[]): string {
  if (key.retired_at !== null) return 'retired';
  if (keyInUse(stored)?.id === key.id) return 'in use';
  return key.used_at === null ? 'added' : 'going out';
}

function wordsOf({ what, count, until, isResealed }: Dependant): string {
  const end = until === null ? '' : ` (until ${terminalMoment(until)})`;
  return `${what}: ${count}${end}${isResealed ? ' (keys reseal)' : ''}`;
}
