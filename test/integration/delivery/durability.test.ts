import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Mailbox, openMailbox } from '../../support/fakes/mailbox.ts';
import { CODE, codeMail, codeSms, MEMBER_MAIL, MEMBER_PHONE } from '../../support/outbox-fixture.ts';
import { openSmsInbox } from '../../support/fakes/sms-inbox.ts';
import { openRig, type RigOptions } from './delivery-rig.ts';

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function mailbox(options: Parameters<typeof openMailbox>[0] = {}): Promise<Mailbox> {
  const box = await openMailbox(options);
  cleanUp.push(box.close);
  return box;
}

function rigOf(options: RigOptions): ReturnType<typeof openRig> {
  const rig = openRig(options);
  let open = true;
  const stop = async (): Promise<void> => {
    if (open) await rig.stop();
    open = false;
  };
  cleanUp.push(stop);
  return { ...rig, stop };
}

/** Starts another process that adds a mail to a journal, sends it when `port` is given, and never ends by itself. */
async function startChild(file: string, port: number): Promise<{ id: string; kill: () => Promise<void> }> {
  const script = path.join(import.meta.dirname, 'killed-child.ts');
  const child = spawn(process.execPath, [script, file, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const kill = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { id: line.toString().trim(), kill };
}

const newFile = (): string => path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'delivery-')), 'journal.db');

describe('a delivery', () => {
  it('outlives a server that is down and a restart of the kiosk', async () => {
    const first = await openMailbox();
    await first.close();
    const before = rigOf({ mail: { port: first.port } });
    const id = before.post(codeMail(), Date.now() + 600_000);
    expect(await before.failed(id)).toBe('connect');
    await before.stop();
    const box = await mailbox({ port: first.port });
    const after = rigOf({ file: before.file, mail: { port: box.port }, speed: 10 });
    expect(await after.settled(id)).toBe('sent');
    expect(box.all.map(({ headers }) => headers['message-id'])).toEqual([`<${id}@mutuelle-servicesplus.fr>`]);
  });

  it('is sent once when the process is killed between its adding and its sending', async () => {
    const file = newFile();
    const { id, kill } = await startChild(file, 0);
    await kill();
    const box = await mailbox();
    const rig = rigOf({ file, mail: { port: box.port } });
    expect(await rig.settled(id)).toBe('sent');
    await rig.stop();
    const again = rigOf({ file, mail: { port: box.port } });
    const other = again.post(codeMail('other@adherent.test'));
    expect(await again.settled(other)).toBe('sent');
    expect(box.all.map(({ to }) => to)).toEqual([MEMBER_MAIL, 'other@adherent.test']);
  });

  it('is sent again under the same Message-ID when the process is killed before it knew', async () => {
    const file = newFile();
    const box = await mailbox({ faults: { delayMs: 60_000 } });
    const { id, kill } = await startChild(file, box.port);
    await box.next();
    await kill();
    delete box.faults.delayMs;
    const rig = rigOf({ file, mail: { port: box.port } });
    expect(await rig.settled(id)).toBe('sent');
    expect(box.all.map(({ headers }) => headers['message-id'])).toEqual(
      Array(2).fill(`<${id}@mutuelle-servicesplus.fr>`),
    );
  });

  it('is never sent after its expiry', async () => {
    const box = await mailbox({ faults: { cutAfter: 'rcpt' } });
    const rig = rigOf({ mail: { port: box.port }, speed: 10 });
    const id = rig.post(codeMail());
    expect(await rig.failed(id)).toBe('line-cut');
    rig.journal.prepare('UPDATE outbox SET expires_at = created_at WHERE id = ?').run(id);
    delete box.faults.cutAfter;
    const late = rig.post(codeMail('late@adherent.test'), 1);
    expect([await rig.settled(id), await rig.settled(late)]).toEqual(['expired', 'expired']);
    expect(box.all).toEqual([]);
  });
});

describe('what a delivery leaves behind', () => {
  it('is neither address nor code, in the files, the log or the faults', async () => {
    const faults = { refuse: () => true };
    const box = await mailbox({ faults: { ...faults } });
    let status = 500;
    const inbox = await openSmsInbox({ answer: ({ to, text }) => ({ status, body: `${to} ${text}` }) });
    cleanUp.push(inbox.close);
    const rig = rigOf({ mail: { port: box.port }, sms: { url: inbox.url }, speed: 10 });
    const secrets = [CODE, `${CODE.slice(0, 3)} ${CODE.slice(3)}`, MEMBER_MAIL, MEMBER_PHONE];
    const files = (): Buffer[] => [rig.file, `${rig.file}-wal`].map((name) => fs.readFileSync(name));
    const found = (): string[] => secrets.filter((secret) => files().some((bytes) => bytes.includes(secret)));

    const mail = rig.post(codeMail());
    const sms = rig.post(codeSms());
    const sealed = rig.journal.prepare('SELECT sealed FROM outbox').pluck().all() as Buffer[];
    expect(sealed).toHaveLength(2);
    expect(files().some((bytes) => sealed.every((blob) => bytes.includes(blob)))).toBe(true);
    expect(found()).toEqual([]);

    expect(await rig.settled(mail)).toBe('refused');
    expect(await rig.failed(sms)).toBe('http-500');
    status = 200;
    expect(await rig.settled(sms)).toBe('sent');
    rig.journal.pragma('wal_checkpoint(TRUNCATE)');
    expect(found()).toEqual([]);
    expect(files().filter((bytes) => sealed.some((blob) => bytes.includes(blob)))).toEqual([]);

    const told = rig.log.text + JSON.stringify(rig.journal.prepare('SELECT * FROM outbox').all());
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
    expect(told).toContain('rejected-recipient');
  });
});
