import { beforeEach, describe, expect, it } from 'vitest';
import { addKiosk, suspendKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import { TICKET_LIFE } from '../../../src-shared/policy/staff/branch.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD } from '../kiosk/actions.ts';
import { membersKnown, openAt, openSendingHub, type SendingHub } from './actions.ts';

const { both, emailOnly } = DEMO_CAST;

let hub: SendingHub;

async function openKiosk(name: string): Promise<KioskRig> {
  const issued = await addKiosk(hub.deps, name, 'kiosk');
  if (issued === null) throw new Error('the name is taken');
  const rig = await openAt({ url: hub.url, enrolmentCode: issued.code }, {}, hub.mailbox);
  await membersKnown(rig);
  return rig;
}

beforeEach(async () => {
  hub = await openSendingHub();
  const rows = [both, emailOnly].map((member) => ({
    ...{ number: member.number, family_name: member.familyName, given_name: member.givenName },
    ...{ birth_date: member.birthDate, postal_code: member.postalCode },
    ...{ email: member.email, phone: member.phone, language: null },
  }));
  await hub.deps.database.db.insertInto('member').values(rows).execute();
});

/** A member waits for a code by e-mail, and steps aside. @returns code and ticket */
async function stepAside(rig: KioskRig, number = both.number): Promise<{ code: string; ticket: string }> {
  const code = await rig.receiveCode(number);
  await rig.act({ type: 'step-aside' });
  const { ticket } = rig.screen('waiting-ticket');
  if (ticket === null) throw new Error('no ticket was given');
  await rig.act({ type: 'continue' });
  expect(rig.view.screen.id).toBe('attract');
  return { code, ticket: ticket.code };
}

async function comeBack(rig: KioskRig, ticket: string, number = both.number): Promise<void> {
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'ticket' });
  await rig.identify(number);
  await rig.act({ type: 'take-ticket', ticket });
}

const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('a member who steps aside while a code is under way', () => {
  it('goes on at another kiosk of the branch, tries and expiry as they were, and sets the password there', async () => {
    const [first, second] = [await openKiosk('Nantes 1'), await openKiosk('Nantes 2')];
    const code = await first.receiveCode(both.number);
    await first.act({ type: 'enter-code', code: wrongFor(code) });
    const before = first.screen('enter-code');
    await first.act({ type: 'step-aside' });
    const { ticket } = first.screen('waiting-ticket');
    await first.act({ type: 'continue' });
    await comeBack(second, (ticket?.code ?? '').toLowerCase());
    const after = second.screen('enter-code');
    expect(after).toMatchObject({ channel: 'email', masked: before.masked, triesLeft: before.triesLeft });
    expect(after.sender).toBe(before.sender);
    expect(after.expiresIn).toBeLessThanOrEqual(before.expiresIn);
    expect(after.expiresIn).toBeGreaterThan(before.expiresIn - MINUTE);
    await second.act({ type: 'enter-code', code });
    expect(second.view.screen.id).toBe('define-password');
    await second.act({
      ...{ type: 'define-password', password: GOOD, confirmation: GOOD },
      answer: await second.rightAnswer(),
    });
    expect(second.view.screen.id).toBe('password-done');
  });

  it('leaves the kiosk to others, who have nothing of it', async () => {
    const rig = await openKiosk('Nantes 1');
    const { ticket } = await stepAside(rig);
    const other = await rig.receiveCode(emailOnly.number);
    await rig.act({ type: 'enter-code', code: other });
    expect(rig.view.screen.id).toBe('define-password');
    await rig.act({ type: 'leave' });
    await comeBack(rig, ticket);
    expect(rig.screen('enter-code').triesLeft).toBe(5);
  });

  it('has nothing at the kiosk of before once the ticket is shown elsewhere', async () => {
    const [first, second] = [await openKiosk('Nantes 1'), await openKiosk('Nantes 2')];
    const code = await first.receiveCode(both.number);
    await first.act({ type: 'step-aside' });
    const ticket = first.screen('waiting-ticket').ticket?.code ?? '';
    await first.act({ type: 'back' });
    await comeBack(second, ticket);
    await first.act({ type: 'enter-code', code });
    expect(first.screen('enter-code').problem, 'the code is of the other visit').toEqual({ kind: 'expired' });
    await second.act({ type: 'enter-code', code });
    expect(second.view.screen.id).toBe('define-password');
  });

  it('comes back too late for the code, and asks for another one', async () => {
    const rig = await openKiosk('Nantes 1');
    await rig.receiveCode(both.number);
    await rig.act({ type: 'step-aside' });
    const ticket = rig.screen('waiting-ticket').ticket?.code ?? '';
    await rig.act({ type: 'continue' });
    await hub.deps.database.db
      .updateTable('sent_code')
      .set({ expires_at: new Date(hub.deps.now().getTime() - MINUTE) })
      .execute();
    await comeBack(rig, ticket);
    expect(rig.screen('enter-code')).toMatchObject({ expiresIn: 0, problem: { kind: 'expired' } });
  });
});

describe('a ticket alone opens nothing', () => {
  const refusedWith = async (rig: KioskRig, ticket: string, number = both.number): Promise<void> => {
    await comeBack(rig, ticket, number);
    expect(rig.screen('take-ticket').problem).toMatchObject({ kind: 'ticket-refused' });
    await rig.act({ type: 'leave' });
  };

  it('with another number, at another branch, a second time', async () => {
    const [here, elsewhere] = [await openKiosk('Nantes 1'), await openKiosk('Rennes 1')];
    const { ticket } = await stepAside(here);
    await refusedWith(here, ticket, emailOnly.number);
    await refusedWith(elsewhere, ticket);
    await comeBack(here, ticket);
    expect(here.view.screen.id).toBe('enter-code');
    await here.act({ type: 'leave' });
    await refusedWith(here, ticket);
  });

  it('after its time', async () => {
    const rig = await openKiosk('Nantes 1');
    const { ticket } = await stepAside(rig);
    const past = new Date(hub.deps.now().getTime() - TICKET_LIFE);
    await hub.deps.database.db.updateTable('ticket').set({ expires_at: past }).execute();
    await refusedWith(rig, ticket);
  });

  it('without the code: who has ticket and number tries as often as anybody', async () => {
    const rig = await openKiosk('Nantes 1');
    const { code, ticket } = await stepAside(rig);
    await comeBack(rig, ticket);
    for (let left = 4; left >= 1; left -= 1) {
      await rig.act({
        type: 'enter-code',
        code: wrongFor(code) === '000000' ? `00000${left}` : `10000${left}`,
      });
      expect(rig.screen('enter-code').triesLeft).toBe(left);
    }
  });

  it('cannot be had behind a right code: no ticket keeps the choice of a password', async () => {
    const rig = await openKiosk('Nantes 1');
    const code = await rig.receiveCode(both.number);
    await rig.act({ type: 'enter-code', code });
    expect(rig.view.canStepAside).toBe(false);
    await rig.act({ type: 'step-aside' });
    expect(rig.view.screen.id).toBe('define-password');
  });

  it('at a kiosk that is suspended', async () => {
    const [first, second] = [await openKiosk('Nantes 1'), await openKiosk('Nantes 2')];
    const { ticket } = await stepAside(first);
    await suspendKiosk(hub.deps, 'Nantes 2');
    await comeBack(second, ticket);
    expect(second.view.screen.id).not.toBe('enter-code');
    await comeBack(first, ticket);
    expect(first.view.screen.id).toBe('enter-code');
  });

  it('after five wrong ones, at this kiosk, for a quarter of an hour', async () => {
    const rig = await openKiosk('Nantes 1');
    const { ticket } = await stepAside(rig);
    await comeBack(rig, 'ACDE');
    for (const wrong of ['ACDF', 'ACDG', 'ACDH', 'ACDJ'])
      await rig.act({ type: 'take-ticket', ticket: wrong });
    expect(rig.screen('take-ticket').problem).toEqual({ kind: 'ticket-refused', triesLeft: 0 });
    await rig.act({ type: 'take-ticket', ticket });
    expect(rig.screen('take-ticket').problem).toMatchObject({ kind: 'ticket-paused' });
    await rig.act({ type: 'open', entry: 'password' });
    expect(rig.view.screen.id, 'the way without a ticket stays open').toBe('choose-channel');
  });
});

it('who has called an adviser waits aside, and the call goes on where the ticket is shown', async () => {
  const [first, second] = [await openKiosk('Nantes 1'), await openKiosk('Nantes 2')];
  const calls = () =>
    hub.deps.database.db
      .selectFrom('branch_call')
      .innerJoin('kiosk', 'kiosk.id', 'branch_call.kiosk')
      .select(['kiosk.name', 'aside_at', 'closed_at', 'branch_call.id'])
      .orderBy('called_at')
      .execute();
  await first.identify(both.number);
  expect(first.view.canStepAside, 'nothing is under way').toBe(false);
  await first.act({ type: 'call-adviser' });
  await expect.poll(async () => (await calls()).length).toBe(1);
  await first.act({ type: 'step-aside' });
  expect(first.screen('waiting-ticket').waitsFor).toBe('adviser');
  const ticket = first.screen('waiting-ticket').ticket?.code ?? '';
  await first.act({ type: 'continue' });
  await expect.poll(async () => (await calls())[0]?.aside_at).not.toBeNull();
  // The next visitor calls too.
  await first.identify(emailOnly.number);
  await first.act({ type: 'call-adviser' });
  await expect.poll(async () => (await calls()).filter(({ closed_at: at }) => at === null)).toHaveLength(2);
  await comeBack(second, ticket);
  expect(second.view.screen.id).toBe('choose-channel');
  expect(second.view.call?.state).toBe('calling');
  const [own] = await calls();
  expect(own).toMatchObject({ name: 'Nantes 2', aside_at: null, closed_at: null });
});
