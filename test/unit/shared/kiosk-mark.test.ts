import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MARK } from '../../../src-hub/http/look.ts';

/** The shapes of a drawing, without their colours. */
const shapes = (svg: string): unknown[] =>
  [...svg.matchAll(/ d="([^"]+)"| (?:cx|cy|r)="([\d.]+)"| stroke-width="([\d.]+)"/gu)].map((match) =>
    match.slice(1),
  );

it('is drawn alike on the hub’s pages and in the icon of the packages', () => {
  expect(shapes(MARK)).toHaveLength(5);
  expect(shapes(readFileSync('resources/icons/icon.svg', 'utf8'))).toEqual(shapes(MARK));
});
