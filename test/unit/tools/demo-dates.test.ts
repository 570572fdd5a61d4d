import { expect, it } from 'vitest';
import {
  demoContractsFile,
  demoDevicesFile,
  demoReimbursementsFile,
} from '../../../tools/demo/demo-space.ts';

/** Whatever day the machine says it is. */
const DAYS = [
  '2026-01-01T00:10:00Z',
  '2026-02-28T23:50:00Z',
  '2026-03-29T01:30:00Z',
  '2026-10-25T01:30:00Z',
  '2026-11-29T12:00:00Z',
  '2026-12-31T23:59:00Z',
  '2028-02-29T06:00:00Z',
];

it.each(DAYS)('on %s nothing of the demonstration is dated in the future', (day) => {
  const now = new Date(day);
  const files = [demoReimbursementsFile(now), demoContractsFile(), demoDevicesFile(now)].join('\n');
  const dates = files.match(/\d{4}-\d{2}-\d{2}/gu) ?? [];
  expect(dates.length).toBeGreaterThan(100);
  expect(dates.filter((date) => date > day.slice(0, 10))).toEqual([]);
});
