import { readFileSync } from 'node:fs';
import ts from 'typescript-eslint';
import { expect, it } from 'vitest';

/** What oxlint does not have: enums, which `erasableSyntaxOnly` forbids, and a rule for instances of classes. */
const LEFT_OUT = ['no-unsafe-enum-assignment', 'no-unsafe-class-instance-assignment'];

const { rules } = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as { rules: Record<string, unknown> };

it('leaves no rule that needs types to nobody', () => {
  const typed = [...ts.configs.strictTypeCheckedOnly, ...ts.configs.stylisticTypeCheckedOnly]
    .flatMap(({ rules: ofConfig = {} }) => Object.entries(ofConfig))
    .filter(([, setting]) => setting !== 'off')
    .map(([name]) => name)
    .filter((name) => name.startsWith('@typescript-eslint/'));
  const judged = typed
    .map((name) => name.replace('@typescript-eslint/', ''))
    .filter((name) => !LEFT_OUT.includes(name));
  expect(judged.length).toBeGreaterThan(45);
  expect(Object.keys(rules)).toEqual(
    expect.arrayContaining([...new Set(judged)].map((name) => `typescript/${name}`)),
  );
});
