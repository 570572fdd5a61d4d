import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../tools/setup/test-outcome.mjs';

const report = (titles: readonly string[], counts: { failed?: number; pending?: number } = {}) => ({
  numPassedTests: 5,
  numFailedTests: counts.failed ?? 0,
  numPendingTests: counts.pending ?? 0,
  numTodoTests: 0,
  testResults: [{ assertionResults: titles.map((fullName) => ({ fullName })) }],
});

describe('the outcome of a test run', () => {
  it('counts what was skipped for want of a peer, by its name', () => {
    const titles = [
      'a hub [without PostgreSQL] serves',
      'passes [without qpdf]',
      'a hub [without PostgreSQL] ends',
      'x',
    ];
    expect(outcomeOf(report(titles, { pending: 3 }), 0)).toEqual({
      passed: 5,
      failed: 0,
      skipped: 3,
      missing: new Map([
        ['PostgreSQL', 2],
        ['qpdf', 1],
      ]),
    });
  });

  it('is a failure when vitest failed without a failing test, or left no report', () => {
    expect(outcomeOf(report([]), 1).failed).toBe(1);
    expect(outcomeOf(report([], { failed: 2 }), 1).failed).toBe(2);
    expect(outcomeOf(null, 0).failed).toBe(1);
  });
});
