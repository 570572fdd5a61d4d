import { afterAll, beforeAll, beforeEach } from 'vitest';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import { SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { addressSuite } from './address-suite.ts';
import { arrivalSuite } from './arrival-suite.ts';
import { seenSuite } from './seen-suite.ts';
import { staffSuite } from './staff-suite.ts';

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});

beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});

afterAll(async () => {
  await fixture.close();
});

// One database for all: a cold start takes longer than most of them.
staffSuite(() => fixture);
seenSuite(() => fixture);
arrivalSuite(() => fixture);
addressSuite(() => fixture);
