import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { kiosksCommand } from '../../../../src-hub/kiosks/kiosks-command.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';
import { askAs } from '../../../support/hub/hub-requests.ts';
import { postgresqlPrograms } from '../../../support/hub/databases/postgresql-cluster.ts';
import { StaffFixture } from '../../../support/hub/staff-fixture.ts';
import { verifyAudit } from '../../../support/hub/verify-audit.ts';

/** Of each kind, on both hubs together. */
const EACH = 10;

describe.skipIf(postgresqlPrograms() === null)('two hubs on one database', () => {
  it('keep one whole chain, and lose no row, when commands and acts of advisers come at once on both', async () => {
    const staff = await StaffFixture.open({ engine: 'postgresql' });
    const other = await staff.rig.another();
    const hubs = [staff.rig, other] as const;
    const at = await staff.helping(await staff.adviser(), await staff.member());
    const names = Array.from({ length: EACH }, (_, place) => `Rennes ${place + 1}`);
    for (const name of names) await staff.rig.enrol(name);
    const before = (await staff.audit()).length;
    const commands = names.map((name, place) => {
      const args = ['suspend', name, '--operator', `Nº ${place}`, '--reason', 'case 12'];
      const { deps }: { readonly deps: HubDeps } = hubs[place % 2] ?? staff.rig;
      return kiosksCommand.run(asOperator(kiosksCommand, args), deps, () => undefined);
    });
    const acts = Array.from({ length: EACH }, (_, place) =>
      askAs((hubs[place % 2] ?? staff.rig).url, staff.kiosk, {
        ...{ method: 'POST', path: '/v1/staff/act' },
        body: { id: randomUUID(), ...at, act: { kind: 'attest-anti-robot' }, reason: 'member-asked' },
      }),
    );
    expect(await Promise.all(commands)).toEqual(names.map(() => 0));
    expect((await Promise.all(acts)).map(({ status }) => status)).toEqual(acts.map(() => 200));
    for (const { deps } of hubs) expect(await verifyAudit(deps)).toEqual([]);
    const rows = await staff.audit();
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, place) => place + 1));
    const added = rows.slice(before);
    expect(added).toHaveLength(2 * EACH);
    const operators = added.map(({ operator }) => operator).filter((operator) => operator.startsWith('Nº'));
    expect(operators.toSorted()).toEqual(names.map((_, place) => `Nº ${place}`).toSorted());
  });
});
