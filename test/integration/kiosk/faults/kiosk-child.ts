/**
 * A kiosk in a process of its own, spoken to as the page speaks to it. Argument: JSON of {@link ChildSettings}.
 * It may be told a moment at which it dies as a machine does that loses its power.
 */
import path from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { Audit } from '../../../../src-main/audit/audit.ts';
import { Credentials } from '../../../../src-main/credentials/credentials.ts';
import { PasswordHasher } from '../../../../src-main/credentials/password-hasher.ts';
import { startKiosk } from '../../../../src-main/kiosk.ts';
import { openLog } from '../../../../src-main/log/open-log.ts';
import { kioskEdges } from '../../../support/kiosk/kiosk-edges.ts';
import { ManualTime } from '../../../support/manual-time.ts';
import type { ChildRequest, ChildSettings } from './child-messages.ts';

const { config, dieAt, wall } = JSON.parse(process.argv[2] ?? '') as ChildSettings;
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  for (;;); // The signal is on its way.
};

/* oxlint-disable typescript/unbound-method -- both are called with their own object below */
const { record } = Audit.prototype;
Audit.prototype.record = function (...event): void {
  if (dieAt === `audit ${event[0]}`) die();
  record.apply(this, event);
};

if (dieAt === 'verify') Credentials.prototype.verify = die;

const { hash, verifyNothing } = PasswordHasher.prototype;
let ownHash = false;
PasswordHasher.prototype.hash = function (password): Promise<string> {
  return dieAt === 'hash' && !ownHash ? die() : hash.call(this, password);
};
PasswordHasher.prototype.verifyNothing = function (password): Promise<false> {
  // The hash that this makes for itself is no member's.
  ownHash = true;
  const verified = verifyNothing.call(this, password);
  ownHash = false;
  return verified;
};

const time = new ManualTime(wall);
const log = openLog(path.join(config.dataDir, 'logs'), time.wall);
const kiosk = startKiosk(config, kioskEdges({ time, log, wipe: () => undefined }));
kiosk.onView((view) => process.send?.({ view }));

process.on('message', (request: ChildRequest) => void fulfil(request));
process.on('disconnect', () => process.exit());

async function fulfil({ id, ...request }: ChildRequest): Promise<void> {
  switch (request.type) {
    case 'act':
      process.send?.({ id, answer: await kiosk.act(request.action) });
      return;
    case 'advance':
      await time.advance(request.milliseconds);
      process.send?.({ id, answer: null });
      return;
    case 'heap':
      for (let round = 0; round < 4; round += 1) {
        globalThis.gc?.();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      process.send?.({ id, answer: writeHeapSnapshot(request.file) });
      return;
    case 'close':
      await kiosk.close();
      process.send?.({ id, answer: null }, () => process.disconnect());
  }
}
