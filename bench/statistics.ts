/** The value below which a `share` (0 to 1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** One line of a report: subject, figure, goal, and whether it was reached. */
export function verdictLine(what: string, figure: string, goal: string, met: boolean): string {
  return `${met ? '✓' : '✗'} ${what.padEnd(52)} ${figure.padStart(14)}   goal ${goal}`;
}
