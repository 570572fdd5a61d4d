import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { requestsCommand } from '../../../../../src-hub/member-space/requests/staff/requests-command.ts';
import { receiptNumber } from '../../../../../src-shared/values/receipt-number.ts';
import { tidy } from '../../../../../src-hub/tidy/tidy.ts';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import type { FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import {
  address,
  sentBy,
  document,
  storedRequests,
  question,
  sendOne,
} from '../../../../support/hub/request-sender.ts';
import { DAY } from '../../../../../src-shared/time/units.ts';
import { asOperator } from '../../../../support/hub/as-operator.ts';

/** What staff and a back office do with requests; of an empty fixture. @param open the fixture, once it is there */
export function staffSuite(open: () => SpaceFixture): void {
  let fixture: SpaceFixture;

  beforeAll(() => {
    fixture = open();
  });

  let serial = 0;

  async function run(...args: string[]): Promise<{ code: number; said: string }> {
    const said: string[] = [];
    const code = await requestsCommand.run(asOperator(requestsCommand, args), fixture.deps, (line) =>
      said.push(line),
    );
    return { code, said: said.join('\n') };
  }

  async function asker(): Promise<{ member: FixturePerson & { number: string }; email: string }> {
    const email = `asker-${(serial += 1)}@exemple.fr`;
    return { member: await fixture.member({ email }), email };
  }

  async function asked(text?: string) {
    const { member, email } = await asker();
    const { id } = await sendOne(fixture, question(member, text));
    return { member, email, id, receipt: receiptNumber(id) };
  }

  const shown = async (member: FixturePerson) =>
    (await storedRequests(fixture, member)).map(({ state, reply }) => [state, reply]);

  describe('npm run hub -- requests', () => {
    it('lists without people and contents, by kind and state', async () => {
      const { member, receipt } = await asked('Contenu-secret');
      const { id } = await sendOne(fixture, document(member));
      await run('answer', receiptNumber(id), 'done');
      const all = await run('list');
      expect(all).toMatchObject({ code: 0 });
      expect(all.said).toContain(`${receipt}  question  contract     received`);
      expect(all.said).toContain(`${receiptNumber(id)}  document  member-card  done`);
      expect(all.said).not.toMatch(new RegExp(`Contenu|Exemple|${member.number}`, 'u'));
      const open = await run('list', '--kind', 'question', '--state', 'received');
      expect(open.said).toContain(receipt);
      expect(open.said).not.toContain(receiptNumber(id));
      expect((await run('list', '--state', 'superseded')).said.split('\n')).toHaveLength(1);
    });

    it('shows one with contents, harmless for a terminal, and the log says that it was read', async () => {
      const { member, id, receipt } = await asked('Où ?\u202e « ça »\nfin');
      const { code, said } = await run('show', receipt.replace('-', ' ').toLowerCase());
      expect(code).toBe(0);
      expect(said).toContain(`member ${member.number}, Odette Exemple`);
      expect(said).toContain('text: "Où ?\\u202e « ça »\\nfin"');
      expect(said).not.toMatch(/[^\P{C}\n]/u);
      expect(fixture.accounts.log.lines).toContainEqual({
        ...{ level: 'info', event: 'request-read', fields: { request: id } },
      });
      expect(fixture.accounts.log.text()).not.toMatch(/ça|Odette/u);
      expect(await run('show', id.toUpperCase())).toMatchObject({ code: 0 });
    });

    it('says why something was refused as it came, and knows what never came', async () => {
      const { member } = await asker();
      const { id } = await sendOne(fixture, address(member, '1 rue A', '2026-11-23', { town: 'Nantes' }));
      const receipt = receiptNumber(id);
      const { code: found, said: why } = await run('show', receipt);
      expect([found, why]).toEqual([0, expect.stringMatching(/state +rejected\n +reason +unknown-town\n/u)]);
      expect(await run('answer', receipt, 'done')).toMatchObject({
        code: 1,
        said: expect.stringContaining('refused as it came') as string,
      });
      const nobody: FixturePerson['holder'] = { situation: 'member', number: '999999' };
      const unknown = await sendOne(fixture, question({ holder: nobody }));
      expect(await run('show', receiptNumber(unknown.id))).toEqual({
        code: 1,
        said: 'This request was refused as it came: unknown-member, see docs/sync.md.',
      });
      const { code, said } = await run('show', 'KT4M-7XWA');
      expect([code, said]).toEqual([1, expect.stringContaining('has not come yet')]);
    });

    it('answers, and tells the member by mail no more than that', async () => {
      const { member, email, receipt } = await asked();
      expect(await run('answer', receipt, 'in-progress')).toMatchObject({ code: 0 });
      const reply = '  Votre contrat\u00a0: voir\n le courrier.  ';
      expect(await run('answer', receipt, 'done', '--reply', reply)).toMatchObject({ code: 0 });
      expect(await run('answer', receipt, 'done', '--reply', reply)).toMatchObject({
        code: 0,
        said: expect.stringContaining('has this answer already') as string,
      });
      expect(await shown(member)).toEqual([['done', 'Votre contrat\u00a0: voir le courrier.']]);
      const mails = await fixture.accounts.mails(email);
      expect(mails.map((mail) => ('state' in mail ? mail.state : mail.kind)).sort()).toEqual([
        'done',
        'in-progress',
        'request-received',
      ]);
      expect(JSON.stringify(mails)).not.toContain('contrat');
    });

    it('keeps what is settled for as long as is set, and what waits for as long as it waits', async () => {
      const { member } = await asker();
      const settings = { ...fixture.deps.settings, HUB_SETTLED_REQUESTS_DAYS: 60 };
      const states = async () =>
        (await storedRequests(fixture, member)).map(({ kind, state }) => `${kind} ${state}`).toSorted();
      await sendOne(fixture, document(member), fixture.clock.now - 40 * DAY);
      await sendOne(fixture, question(member));
      const noted = await sendOne(fixture, address(member, '1 rue A', '2027-06-01'));
      const done = await sendOne(fixture, document(member));
      for (const { id } of [noted, done]) await run('answer', id, 'done');
      const all = ['address done', 'document done', 'document rejected', 'question received'];
      fixture.clock.now += 60 * DAY;
      await tidy({ ...fixture.deps, settings });
      expect(await states()).toEqual(all);
      fixture.clock.now += 1;
      await tidy({ ...fixture.deps, settings });
      expect(await states()).toEqual(['address done', 'question received']);
    });

    it('refuses only with a reply, and takes none that could not be shown', async () => {
      const { member, receipt } = await asked();
      expect(await run('answer', receipt, 'refused')).toMatchObject({ code: 2 });
      expect(await run('answer', receipt, 'refused', '--reply', '   ')).toMatchObject({ code: 2 });
      expect(await run('answer', receipt, 'done', '--reply', 'a\u0000')).toMatchObject({ code: 2 });
      expect(await run('answer', receipt, 'done', '--reply', 'x'.repeat(1001))).toMatchObject({ code: 2 });
      expect(await shown(member)).toEqual([['received', null]]);
      expect(await run('answer', receipt, 'refused', '--reply', 'x'.repeat(1000))).toMatchObject({ code: 0 });
      expect(await shown(member)).toEqual([['refused', 'x'.repeat(1000)]]);
    });

    it('does not answer what has been replaced, is in effect, or was refused as an address', async () => {
      const { member } = await asker();
      const refused = await sendOne(fixture, address(member, '1 rue A', '2027-01-01'));
      const receipt = receiptNumber(refused.id);
      expect(await run('answer', receipt, 'refused', '--reply', 'Non')).toMatchObject({ code: 0 });
      expect(await run('answer', receipt, 'in-progress')).toMatchObject({ code: 1 });
      const waiting = await sendOne(fixture, address(member, '2 rue B', '2027-01-01'), fixture.clock.now - 1);
      expect(waiting.answer).toEqual({ status: 'superseded', reason: 'later-decision' });
      expect(await run('answer', receiptNumber(waiting.id), 'done')).toMatchObject({ code: 1 });
      fixture.clock.now += 60_000;
      const now = await sendOne(fixture, address(member, '3 rue C', '2026-11-23'));
      expect(await run('answer', receiptNumber(now.id), 'refused', '--reply', 'Non')).toMatchObject({
        code: 1,
      });
      expect((await shown(member)).map(([state]) => state)).toEqual(['superseded', 'refused', 'done']);
    });

    it('takes no wrong arguments', async () => {
      const { receipt } = await asked();
      const wrong = [
        ...[
          [],
          ['list', 'x'],
          ['list', '--kind', 'x'],
          ['list', '--state', 'open'],
          ['list', '--reply', 'x'],
        ],
        ...[['show'], ['show', 'x'], ['show', receipt, receipt], ['show', receipt, '--since', '2026-01-01']],
        ...[
          ['answer', receipt],
          ['answer', receipt, 'received'],
          ['answer', receipt, 'superseded'],
        ],
        ...[
          ['export'],
          ['export', 'f', '--since', 'yesterday'],
          ['import'],
          ['import', 'a', 'b'],
          ['toString'],
        ],
      ];
      for (const args of wrong) expect(await run(...args)).toMatchObject({ code: 2 });
      const { said } = await run('show', receipt, '--recipt=1850578005084');
      expect(said).toContain('--recipt');
      expect(said).not.toContain('1850578005084');
    });
  });

  describe('a back office', () => {
    it('is handed what arrived or changed since, with contents, in a file for its owner alone', async () => {
      const folder = temporaryFolder();
      const file = path.join(folder, 'requests.ndjson');
      fixture.clock.now = FIXTURE_START + 3_600_000;
      const since = new Date(fixture.clock.now).toISOString();
      const [insured, helper] = [await fixture.insured(), await fixture.member({ familyName: 'Aidante' })];
      const { member, id } = await asked('Un « texte »;\n"à part"');
      const delegation = await fixture.delegation(insured, helper);
      await sendOne(fixture, document(insured, sentBy(helper, delegation)));
      const { code, said } = await run('export', file, '--since', since);
      expect([code, said]).toEqual([0, 'exported 2, damaged 0\nNext time: --since 2026-11-23T09:55:00.000Z']);
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(told).toHaveLength(2);
      expect(told).toContainEqual({
        ...{ id, receipt: receiptNumber(id), kind: 'question', topic: 'contract', number: member.number },
        ...{
          familyName: 'Exemple',
          birthName: null,
          givenName: 'Odette',
          birthDate: '1941-03-07',
          madeAt: since,
          helper: null,
        },
        ...{
          state: 'received',
          reply: null,
          changedAt: since,
          effectiveOn: null,
          appliedAt: null,
          toConfirm: false,
        },
        content: question(member, 'Un « texte »;\n"à part"'),
      });
      expect(told).toContainEqual(
        expect.objectContaining({ number: null, familyName: 'Ledoux', helper: helper.subject }),
      );
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(fixture.accounts.log.lines).toContainEqual(
        expect.objectContaining({ event: 'requests-exported', fields: { count: 2, since } }),
      );
      fixture.clock.now += 60_000;
      await run('answer', receiptNumber(id), 'done');
      expect((await run('export', file, '--since', new Date(fixture.clock.now).toISOString())).said).toMatch(
        /^exported 1,/u,
      );
      expect((await run('export', path.join(folder, 'no', 'such'))).code).toBe(1);
    });

    it('is handed more than one page, each request once', async () => {
      const file = path.join(temporaryFolder(), 'all.ndjson');
      const { member } = await asker();
      const rows = await keptRows(member, 1200);
      expect((await run('export', file)).said).toMatch(/^exported \d+, damaged \d+$/mu);
      const ids = readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: string; content: unknown })
        .filter(({ id }) => rows.has(id));
      expect(ids).toHaveLength(1200);
      expect(new Set(ids.map(({ id }) => id)).size).toBe(1200);
      // They cannot be opened: the file says so, and so does the exit code.
      expect(ids.every(({ content }) => content === null)).toBe(true);
      expect((await run('export', file)).code).toBe(1);
      await fixture.db.deleteFrom('member_request').where('holder', '=', member.subject).execute();
    });

    it.each(['csv', 'ndjson'])(
      'answers by %s, each row by itself, and the same file again changes nothing',
      async (form) => {
        const file = path.join(temporaryFolder(), `answers.${form}`);
        const one = await asked();
        const two = await asked();
        const rows: [string, string, string][] = [
          [one.receipt, 'refused', 'Il manque « l’arrêté »; "merci"'],
          [two.receipt, 'in-progress', ''],
          ['KT4M-7XWA', 'done', ''],
          ['x', 'done', ''],
          [two.receipt, 'received', ''],
          [two.receipt, 'refused', ''],
        ];
        const csv = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'));
        const json = rows.map(([receipt, state, reply]) => JSON.stringify({ receipt, state, reply }));
        const text = form === 'csv' ? ['receipt;state;reply', ...csv] : ['', ...json];
        writeFileSync(file, text.join('\n'));
        expect(await run('import', file)).toEqual({
          code: 3,
          said: [
            'line 4: No request has this receipt; one that waits at a kiosk has not come yet.',
            'line 5: receipt: neither a receipt number, such as KT4M-7XWA, nor an id',
            'line 6: state: neither in-progress, done nor refused',
            'line 7: reply: needed for a refusal, and not longer than a member can be shown',
            `4 set aside in ${file}.rejects.${form}: mend and import that file`,
            'read 6, answered 2, answered before 0, refused 4',
          ].join('\n'),
        });
        expect(await shown(one.member)).toEqual([['refused', 'Il manque « l’arrêté »; "merci"']]);
        expect(await shown(two.member)).toEqual([['in-progress', null]]);
        const mails = await fixture.accounts.mails(one.email);
        expect((await run('import', file)).said).toContain('answered 0, answered before 2');
        expect(await fixture.accounts.mails(one.email)).toEqual(mails);
      },
    );

    it.each([
      ['', 'empty'],
      ['receipt;state\n', 'no column for reply'],
      ['receipt;state;reply\nx;done;\n', 'refused 1'],
      ['PK\u0003\u0004', 'a zip archive or a workbook'],
    ])('that gives %j is told what is wrong', async (text, problem) => {
      const file = path.join(temporaryFolder(), 'answers.csv');
      writeFileSync(file, text);
      const { code, said } = await run('import', file);
      expect([code, said]).toEqual([1, expect.stringContaining(problem)]);
      expect((await run('import', `${file}.none`)).code).toBe(1);
    });
  });

  /** Puts requests with unreadable contents into the database. @returns their ids */
  async function keptRows({ subject }: FixturePerson, count: number): Promise<Set<string>> {
    const rows = await fixture.deps.database.transaction(({ query }) =>
      query<{ id: string }>(
        `INSERT INTO member_request (id, receipt, holder, made_by, kind, topic, sealed, made_at, state, changed_at)
         SELECT gen_random_uuid(), 'AAAA-AAAA', $1, $1, 'question', 'other', 'x', $2::timestamptz, 'received',
           $2::timestamptz + make_interval(secs => number / 7)
         FROM generate_series(1, $3::integer) AS number RETURNING id`,
        [subject, new Date(fixture.clock.now).toISOString(), count],
      ),
    );
    return new Set(rows.map(({ id }) => id));
  }

  describe('an address whose town was typed', () => {
    it('is told to wait until it is confirmed', async () => {
      const { member } = await asker();
      const said = { postalCode: '44040', town: 'NANTES CEDEX 1', isTownTyped: true } as const;
      const { id } = await sendOne(fixture, address(member, '1 rue A', '2026-11-23', said));
      const receipt = receiptNumber(id);
      expect((await run('list', '--kind', 'address', '--state', 'received')).said).toMatch(
        new RegExp(`${receipt} .*received, to confirm`, 'u'),
      );
      const shown = (await run('show', receipt)).said;
      expect(shown).toMatch(/to confirm +the town was typed/u);
      expect(shown).toContain('isTownTyped: true');
      await run('answer', receipt, 'done');
      expect((await run('show', receipt)).said).not.toContain('to confirm');
      expect(await tidy(fixture.deps)).toMatchObject({ addresses: 1 });
    });
  });
}
