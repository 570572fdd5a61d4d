import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../support/fakes/fake-head-office.ts';
import { ChildKiosk } from '../kiosk/faults/child-kiosk.ts';
import type { Death } from '../kiosk/faults/child-messages.ts';
import { GOOD, logIn } from '../kiosk/actions.ts';
import { allAnswered, until } from './actions.ts';

const { both } = DEMO_CAST;

interface Run {
  readonly office: FakeHeadOffice;
  readonly rig: KioskRig;
  readonly child: ChildKiosk;
}

/** A kiosk in a process of its own, before head office; it has set a password. */
async function passwordSet(prepare: (office: FakeHeadOffice) => void, dieAt?: Death): Promise<Run> {
  const office = await FakeHeadOffice.open();
  const rig = await KioskRig.open({}, { hub: office.settings, sent: office.sent, start: false });
  office.sent.now = () => rig.time.now();
  let child: ChildKiosk | undefined;
  await rig.startWith((config) => {
    child = new ChildKiosk({ config, wall: rig.time.wall(), ...(dieAt !== undefined && { dieAt }) });
    return child;
  });
  if (!child) throw new Error('not started');
  prepare(office);
  const code = await rig.receiveCode(both.number);
  await rig.act({ type: 'enter-code', code });
  const answer = await rig.rightAnswer();
  await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
  rig.screen('password-done');
  return { office, rig, child };
}

/** After the death: head office is well again, the kiosk starts on what is left, and both agree. */
async function agree({ office, rig, child }: Run): Promise<void> {
  await child.kill();
  office.always('events', null);
  await rig.start();
  await allAnswered(rig);
  expect(office.applied.size, 'applied once').toBe(1);
  expect(new Set(office.received.map(({ id, seq }) => `${id} ${seq}`)).size).toBe(1);
  const states = rig.onJournal((journal) => journal.prepare('SELECT state FROM hub_event').pluck().all());
  expect(states).toEqual(['accepted']);
  const accepted = rig.onJournal((journal) =>
    journal.prepare("SELECT count(*) FROM audit WHERE event = 'event-accepted'").pluck().get(),
  );
  expect(accepted).toBe(1);
  await logIn(rig, both.number, GOOD);
  rig.screen('space-home');
}

describe('a kiosk that is killed', () => {
  it('before the decision could leave: it leaves with the next start', async () => {
    const run = await passwordSet((office) => office.always('events', { kind: 'cut' }));
    await until(() => run.office.asked.some(({ path }) => path === 'events'));
    expect(run.office.applied.size).toBe(0);
    await agree(run);
  });

  it('while head office is thinking: it is asked again', async () => {
    const run = await passwordSet((office) => office.always('events', { kind: 'silence' }));
    await until(() => run.office.asked.some(({ path }) => path === 'events'));
    await agree(run);
  });

  it('after head office has committed and before its answer: the same answer is had again', async () => {
    const run = await passwordSet((office) => office.always('events', { kind: 'lost' }));
    await until(() => run.office.applied.size === 1);
    await agree(run);
    expect(run.office.received.length).toBeGreaterThan(1);
  });

  it('while it records the answer: nothing is half recorded', async () => {
    const run = await passwordSet(() => undefined, 'audit event-accepted');
    await until(() => run.office.applied.size === 1);
    await until(() => run.child.process.signalCode !== null);
    await agree(run);
    expect(run.office.received.length).toBe(2);
  });

  it('after it has recorded the answer: head office is not asked again', async () => {
    const run = await passwordSet(() => undefined);
    await run.rig.until(({ screen }) => screen.id === 'password-done' && screen.headOffice === 'accepted');
    await agree(run);
    expect(run.office.received.length).toBe(1);
  });

  it('while its enrolment is answered: the same try is made again, and gives it its name', async () => {
    const office = await FakeHeadOffice.open();
    const rig = await KioskRig.open({}, { hub: office.settings, start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => {
      child = new ChildKiosk({ config, wall: rig.time.wall(), dieAt: 'audit enrolled' });
      return child;
    });
    await until(() => child?.process.signalCode !== null);
    const { kiosk, attempt } = office.kiosk();
    await rig.start();
    await rig.until(() => rig.syncState().rowsBehind === 0);
    expect(office.kiosk()).toMatchObject({ kiosk, attempt });
  });
});
