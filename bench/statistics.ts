/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** One line of a report: what, the figure, its goal, and whether it was met. */
export function verdictLine(what: string, figure: string, goal: string, met: boolean): string {
  return `${met ? '✓' : '✗'} ${what.padEnd(52)} ${figure.padStart(14)}   goal ${goal}`;
}
