import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postSms } from '../../../../src-hub/mail/post-sms.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';

/** What a gateway does with a message. */
type Behaviour = (answer: ServerResponse) => void;

const OK: Behaviour = (answer) => answer.writeHead(200).end('{"status":"queued"}');

/** A hub that sends to a gateway which behaves as it is told. */
async function opened(first: Behaviour) {
  const received: { reference: string; to: string; text: string }[] = [];
  const state = { behaviour: first };
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push(JSON.parse(body) as (typeof received)[number]);
      state.behaviour(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const rig = await openHubRig({
    now: new Date(),
    settings: {
      HUB_SMS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      HUB_SMS_TEMPLATE: { to: '{{to}}', text: '{{text}}', reference: '{{reference}}' },
      HUB_SMS_TIMEOUT: 1,
    },
  });
  const { database } = rig.deps;
  const post = (expiresIn = HOUR): Promise<string> =>
    database.transaction((connection) =>
      postSms(connection, rig.deps, {
        ...{
          to: '+33639980199',
          language: 'fr',
          message: { kind: 'password-set', at: rig.deps.now().getTime() },
        },
        expiresAt: new Date(rig.deps.now().getTime() + expiresIn),
      }),
    );
  const row = (id: string) =>
    database.db.selectFrom('sms').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const untilState = (id: string, wanted: string): Promise<void> =>
    expect.poll(async () => (await row(id)).state, { timeout: 90_000 }).toBe(wanted);
  const untilFault = (id: string, wanted: string): Promise<void> =>
    expect.poll(async () => (await row(id)).last_fault, { timeout: 90_000 }).toBe(wanted);
  const later = async (milliseconds: number): Promise<void> => {
    rig.clock.advance(milliseconds);
    await sql`SELECT pg_notify('sms', '')`.execute(database.db);
  };
  return { rig, received, state, post, row, untilState, untilFault, later };
}

describe('an SMS gateway of head office', () => {
  it.each<[string, Behaviour, string]>([
    ['that never answers', () => undefined, 'timeout'],
    ['that answers 500', (answer) => answer.writeHead(500).end('{"error":"overloaded"}'), 'http-500'],
    ['that cuts the line after it has taken the message', (answer) => answer.destroy(), 'line-cut'],
  ])(
    '%s gets the message again under the same reference, and then once only',
    async (_how, behaviour, fault) => {
      const gateway = await opened(behaviour);
      const id = await gateway.post();
      await gateway.untilFault(id, fault);
      expect((await gateway.row(id)).state).toBe('waiting');
      gateway.state.behaviour = OK;
      await gateway.later(MINUTE);
      await gateway.untilState(id, 'sent');
      await gateway.later(HOUR);
      expect(new Set(gateway.received.map(({ reference }) => reference))).toEqual(new Set([id]));
      // A slow machine may have given a try up before the gateway heard of it.
      expect(gateway.received.length).toBeGreaterThanOrEqual(fault === 'timeout' ? 1 : 2);
      expect(await gateway.row(id)).toMatchObject({ sealed: null });
    },
  );

  it('that answers half and then stalls has taken the message: its status decides', async () => {
    const gateway = await opened((answer) => {
      answer.writeHead(200, { 'content-length': '1000' });
      answer.write('{');
    });
    const id = await gateway.post();
    await gateway.untilState(id, 'sent');
    expect(gateway.received).toHaveLength(1);
  });

  it('that says 200 and means no is believed once: nothing is sent twice, and nobody is told its words', async () => {
    const gateway = await opened((answer) =>
      answer.writeHead(200).end('{"error":"unknown subscriber <script>"}'),
    );
    const id = await gateway.post();
    await gateway.untilState(id, 'sent');
    await gateway.later(HOUR);
    expect(gateway.received).toHaveLength(1);
    expect(gateway.rig.log.text()).not.toContain('subscriber');
  });

  it('that refuses for good is not asked again, and holds up nobody else', async () => {
    const gateway = await opened((answer) => answer.writeHead(400).end());
    const [one, other] = [await gateway.post(), await gateway.post()];
    await gateway.untilState(one, 'refused');
    await gateway.untilState(other, 'refused');
    gateway.state.behaviour = OK;
    const next = await gateway.post();
    await gateway.untilState(next, 'sent');
    expect(gateway.received).toHaveLength(3);
  });

  it('that redirects gets nothing sent elsewhere', async () => {
    const gateway = await opened((answer) =>
      answer.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
    );
    const id = await gateway.post();
    await expect.poll(async () => (await gateway.row(id)).tries, { timeout: 90_000 }).toBeGreaterThan(0);
    expect((await gateway.row(id)).state).not.toBe('sent');
  });

  it('that is slow for one is not slow for the code behind it', async () => {
    let asked = 0;
    const gateway = await opened((answer) => {
      asked += 1;
      if (asked > 1) OK(answer);
    });
    await gateway.post();
    await expect.poll(() => asked).toBe(1);
    const id = await gateway.post();
    await gateway.untilState(id, 'sent');
  });
});
