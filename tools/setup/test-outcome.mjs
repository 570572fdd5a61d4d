/** Result when no test was asked for. */
export const NOTHING_RUN = { passed: 0, failed: 0, skipped: 0, missing: new Map() };

/**
 * Summarises a run of vitest.
 * @param {object | null} report vitest's JSON report; null: none
 * @param {number} code exit code of vitest
 * @returns {{ passed: number, failed: number, skipped: number, missing: Map<string, number> }} `missing`: peers that
 *   are not installed, and the number of tests skipped because of each (see `test/support/peers.ts`)
 */
export function outcomeOf(report, code) {
  if (report === null) return { ...NOTHING_RUN, failed: 1 };
  const missing = new Map();
  for (const { fullName } of report.testResults.flatMap((file) => file.assertionResults)) {
    const [, peer] = /\[without (\w+)\]/u.exec(fullName) ?? [];
    if (peer !== undefined) missing.set(peer, (missing.get(peer) ?? 0) + 1);
  }
  return {
    passed: report.numPassedTests,
    // A run can fail without a failing test: a file that cannot be loaded, an unhandled rejection.
    failed: report.numFailedTests === 0 && code !== 0 ? 1 : report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    missing,
  };
}
