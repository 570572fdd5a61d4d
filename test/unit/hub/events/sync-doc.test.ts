import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_RULES, eventReasonSchema } from '../../../../src-shared/hub-api/events.ts';
import { DAY } from '../../../../src-shared/time/units.ts';

const guide = readFileSync(new URL('../../../../docs/sync.md', import.meta.url), 'utf8');

/** Rows of the table whose first heading this is. */
function table(heading: string): string[][] {
  const lines = guide.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const rest = lines.slice(start + 2);
  return rest.slice(0, rest.indexOf('')).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/sync.md', () => {
  it('has the rule of every kind of event', () => {
    const written = table('kind').map(([kind = '', conflict = '', expires = '']) => ({
      kind: kind.replaceAll('`', ''),
      conflict: conflict.split(':')[0],
      expires,
    }));
    const rules = Object.entries(EVENT_RULES).map(([kind, { conflict, expiresAfter }]) => ({
      kind,
      conflict,
      expires:
        expiresAfter === null ? 'never' : expiresAfter === DAY ? '1 day' : `${expiresAfter / DAY} days`,
    }));
    expect(written).toEqual(rules);
  });

  it('says of every reason what it means and what staff do', () => {
    const rows = table('reason');
    expect(rows.map(([reason]) => reason)).toEqual(
      eventReasonSchema.options.map((reason) => `\`${reason}\``),
    );
    for (const [, meaning, advice] of rows) {
      expect(meaning).not.toBe('');
      expect(advice).not.toBe('');
    }
  });
});
