import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { SpaceScreenId } from '../../../../src-shared/journey/space-screen-ids.ts';
import type { ConnectedDevice, Delegation, PastRequest } from '../../../../src-shared/hub-api/space-data.ts';
import type { SpaceBody } from '../../../../src-shared/hub-api/space-calls.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { atSpace } from '../requests/actions.ts';
import { letIn, openAt, type Pair } from '../../head-office/actions.ts';

/** The code of every message. */
export const CODE = '482913';

/** A code that is wrong. */
export const WRONG = '000000';

/** How the member can be reached. */
export const CHANNELS = { email: '*****@*****', phone: '** ** ** ** 01', isMember: true, sms: true };

/** A device of the member. */
export const DEVICE: ConnectedDevice = {
  ...{ id: randomUUID(), name: 'Téléphone de Zoé', kind: 'phone', state: 'active', place: 'Rezé' },
  ...{ registeredAt: 1_750_000_000_000, lastUsedAt: 1_763_000_000_000 },
};

/** A question that was answered. */
export const QUESTION: Omit<PastRequest, 'reply'> = {
  ...{ receipt: 'KT4M-7XWA', kind: 'question', topic: 'contract', state: 'done' },
  ...{ madeAt: 1, madeBy: null, rejected: null },
};

/** A delegation that waits for consent. */
export const OFFERED: Delegation = {
  ...{ id: randomUUID(), name: 'Noël D’Invention', kind: 'member', scope: 'ask', state: 'offered' },
  ...{ offeredAt: 1_763_000_000_000, endsOn: '2026-05-22', lastUsedAt: null },
};

/** A delegation that holds. */
export const ACTIVE: Delegation = { ...OFFERED, id: randomUUID(), state: 'active' };

/** Head office's side of fresh codes; every right code is {@link CODE}. */
export interface CodeFixture {
  /** Sends that head office took: each attempt once. */
  readonly sends: SpaceBody<'send-code'>[];
  /** Attempts whose code was right. */
  readonly proven: Set<string>;
  /** Wrong codes so far. */
  wrong: number;
  /** Milliseconds until the next send; null: none is left today. */
  resendIn: number | null;
}

/** Gives a head office channels of the member, and codes. */
export function giveCodes(office: FakeHeadOffice, channels = CHANNELS): CodeFixture {
  const fixture: CodeFixture = { sends: [], proven: new Set(), wrong: 0, resendIn: 60_000 };
  office.space.on('channels', () => ({ result: 'ok', ...channels }));
  office.space.on('send-code', (body) => {
    if (!fixture.sends.some(({ attempt }) => attempt === body.attempt)) fixture.sends.push(body);
    return {
      ...{
        result: 'ok',
        codeFor: 600_000,
        triesLeft: 5 - fixture.wrong,
        resendIn: fixture.resendIn,
        sms: null,
      },
    };
  });
  office.space.on('check-code', ({ attempt, code }) => {
    // The latest code of its purpose alone is good.
    const sent = fixture.sends.find((send) => send.attempt === attempt);
    const latest = fixture.sends.findLast(({ purpose }) => purpose === sent?.purpose);
    if (sent === undefined || latest !== sent) return { result: 'expired' };
    if (code !== CODE) return { result: 'wrong', triesLeft: 5 - (fixture.wrong += 1) };
    fixture.proven.add(attempt);
    return { result: 'ok' };
  });
  return fixture;
}

/** Opens a kiosk that is let in by a head office; who logs in is looked for there, so no list of members is waited for. */
export async function openLetIn(): Promise<Pair> {
  const office = await FakeHeadOffice.open();
  const rig = await openAt(office);
  await letIn(rig);
  return { office, rig };
}

/** As {@link openLetIn}, with a member logged in at a screen of the space. */
export async function openOn(screen: SpaceScreenId): Promise<Pair> {
  const pair = await openLetIn();
  await again(pair, screen);
  return pair;
}

/** Another visit of the member, at a screen of the space. */
export async function again({ office, rig }: Pair, screen: SpaceScreenId): Promise<void> {
  if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
  await atSpace(rig, office);
  await rig.act({ type: 'open-space', screen });
}

/** Moves time on by a visitor who is still there, which no idle rule ends. */
export async function patiently(rig: KioskRig, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 30_000) {
    rig.alive(true);
    await rig.time.advance(Math.min(left, 30_000));
  }
}

/** Waits, in real time, for what another process or a connection brings about. */
export function soon<Value>(read: () => Value, message?: string) {
  return expect.poll(read, message === undefined ? {} : { message });
}
