/**
 * Codes of head office at a kiosk, with the hub, its mail server and its SMS gateway on the same machine: from the touch that
 * asks for a code to "sent" on the screen, and from its last digit to the next screen. Beside them the floor of the same run: a
 * bare page in the same runtime that answers a tap by the same IPC with a painted change. Argument: visits (20), some ten
 * seconds each, since a kiosk takes member numbers no faster.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeIn } from '../test/support/fakes/mailbox.ts';
import { closeEye } from '../test/support/pictures/recognise-picture.ts';
import { DEMO_CAST, demoMembers } from '../tools/demo/demo-members.ts';
import type { Messages } from '../tools/tour/journeys.ts';
import { timedTap, timedTapUnless } from '../tools/tour/tap-timer.ts';
import type { Member } from '../src-shared/hub-api/member.ts';
import { floorTaps } from './journey/floor-taps.ts';
import { onKiosk } from './journey/on-kiosk.ts';
import type { TimedDriver } from './journey/timed-driver.ts';
import { quantile, verdictLine } from './statistics.ts';

const VISITS = Number(process.argv[2] ?? 20);
/** Milliseconds, p95. */
const GOAL = 150;
/** Largest accepted ratio to the p95 of the bare page. */
const MOST_TIMES = { asked: 6, checked: 4 };
const FLOOR_TAPS = 300;
const SENT = '[data-delivery="sent"]';
const ROBOT = '[data-action="picture-0"]';

const folder = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
const asked = { email: [] as number[], sms: [] as number[] };
const checked = { wrong: [] as number[], right: [] as number[] };
const before = await floorTaps(FLOOR_TAPS / 2);
await onKiosk({
  folder: path.join(folder, 'codes'),
  walk: async (kiosk, messages) => {
    await kiosk.awaitMembers(DEMO_CAST.both.number);
    const members = demoMembers().filter(({ email, phone }) => email !== null && phone !== null);
    // The first visit warms up: what it takes is not kept.
    for (const [visit, member] of members.slice(0, VISITS + 1).entries())
      await codesOf(kiosk, messages, member, visit > 0);
  },
});
const after = await floorTaps(FLOOR_TAPS / 2);
await closeEye();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

const figure = (value: number): string => `${value.toFixed(1)} ms`;
const floor = [...before, ...after];
const least = quantile(floor, 0.95);
console.log(
  `floor: ${floor.length} taps of a bare page, median ${figure(quantile(floor, 0.5))}, p95 ${figure(least)}`,
);
report('asked for by e-mail to "sent"', asked.email, MOST_TIMES.asked);
report('asked for by SMS to "sent"', asked.sms, MOST_TIMES.asked);
report('last digit of a wrong code to its message', checked.wrong, MOST_TIMES.checked);
report('last digit of the right code to the next screen', checked.right, MOST_TIMES.checked);

function report(what: string, times: readonly number[], most: number): void {
  const slow = quantile(times, 0.95);
  console.log(`\n${what}: ${times.length}, median ${figure(quantile(times, 0.5))}`);
  console.log(verdictLine(`${what}, p95`, figure(slow), `< ${GOAL} ms`, slow < GOAL));
  const ratio = slow / least;
  console.log(verdictLine('  times the bare page', `${ratio.toFixed(1)}×`, `≤ ${most}×`, ratio <= most));
}

/** One visit: a code by e-mail, another by SMS, a wrong digit, then the right code. */
async function codesOf(
  kiosk: TimedDriver,
  messages: Messages,
  member: Member,
  isKept: boolean,
): Promise<void> {
  const { page } = kiosk;
  const keep = (into: number[], milliseconds: number): void => {
    if (isKept) into.push(milliseconds);
  };
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.identify(member.number);
  keep(asked.email, await timedTap(page, kiosk.control('choose-email'), 'enter-code', SENT));
  await messages.nextMail(member.email ?? '');
  await kiosk.tapTo(kiosk.control('change-channel'), 'choose-channel');
  // A kiosk at which many numbers were named has asked for the anti-robot before.
  const straight = await timedTapUnless(page, kiosk.control('choose-sms'), 'enter-code', ROBOT, SENT);
  keep(asked.sms, straight ?? (await timedTap(page, await kiosk.rightPicture(), 'enter-code', SENT)));
  const code = codeIn((await messages.nextSms(member.phone ?? '')).text);
  const last = (digit: string | undefined) => kiosk.control(`key-${digit}`);
  const wrong = String((Number(code.at(-1)) + 1) % 10);
  await kiosk.typeDigits(code.slice(0, -1));
  keep(checked.wrong, await timedTap(page, last(wrong), 'enter-code', '[role="alert"]'));
  await kiosk.typeDigits(code.slice(0, -1));
  keep(checked.right, await timedTap(page, last(code.at(-1)), 'define-password'));
  await kiosk.leave('leave');
}
