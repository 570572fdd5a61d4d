import { afterAll, beforeAll, beforeEach } from 'vitest';
import { DESK_START } from '../../support/hub/account-desk.ts';
import { SpaceDesk } from '../../support/hub/space-desk.ts';
import { addressSuite } from './address-suite.ts';
import { arrivalSuite } from './arrival-suite.ts';
import { seenSuite } from './seen-suite.ts';
import { staffSuite } from './staff-suite.ts';

let desk: SpaceDesk;

beforeAll(async () => {
  desk = await SpaceDesk.open();
});

beforeEach(() => {
  desk.clock.now = DESK_START;
});

afterAll(async () => {
  await desk.close();
});

// One database for all: a cold start takes longer than most of them.
staffSuite(() => desk);
seenSuite(() => desk);
arrivalSuite(() => desk);
addressSuite(() => desk);
