import js from '@eslint/js';
import { defineConfig } from 'oxlint';
import ts from 'typescript-eslint';
import { NOT_OURS, OUR_RULES, OUR_TYPED_RULES } from './tools/lint/our-rules.ts';
import { NO_LANGUAGE_BY_NAME, ROOMS } from './tools/lint/room-rules.ts';

type Setting = 'off' | 'error' | [severity: 'off' | 'error', ...options: unknown[]];
type Rules = Record<string, Setting>;
interface Preset {
  /** Absent: all. */
  readonly files?: unknown;
  readonly rules?: object | undefined;
}

/** Rules of the presets that oxlint does not have. */
const LEFT_OUT = [
  // A syntax error in modules, all of which are strict.
  'no-octal',
  'no-dupe-args',
  // `erasableSyntaxOnly` forbids enums.
  '@typescript-eslint/no-unsafe-enum-assignment',
  '@typescript-eslint/no-unsafe-class-instance-assignment',
];

/** ESLint's rules that typescript-eslint replaces by its own of the same name; oxlint has one for both. */
const REPLACED = [
  'no-array-constructor',
  'no-empty-function',
  'no-unused-expressions',
  'no-unused-vars',
  'no-useless-constructor',
];

function nameOf(rule: string): string {
  const own = rule.replace('@typescript-eslint/', '');
  return own === rule || REPLACED.includes(own) ? `eslint/${own}` : `typescript/${own}`;
}

/** The rules of presets by oxlint's names; it refuses one that it does not have. */
function rulesOf(presets: readonly Preset[]): Rules {
  const all = presets.flatMap(({ rules }) => Object.entries((rules ?? {}) as Rules));
  return Object.fromEntries(
    all
      .filter(([rule]) => !LEFT_OUT.includes(rule) && !REPLACED.includes(rule))
      // What was never on need not be turned off, and may have no name there.
      .filter(([rule, setting]) => setting !== 'off' || rule in js.configs.recommended.rules)
      .map(([rule, setting]) => [nameOf(rule), setting]),
  );
}

const forAll = ({ files }: Preset): boolean => files === undefined;
const { strict, stylistic, strictTypeCheckedOnly, stylisticTypeCheckedOnly, eslintRecommended } = ts.configs;

/** All files but components, which ESLint judges (eslint.config.js). */
export default defineConfig({
  plugins: ['typescript'],
  // ESLint's own, for the one rule that oxlint has not.
  jsPlugins: [{ name: 'eslint-js', specifier: 'oxlint-plugin-eslint' }],
  categories: { correctness: 'off' },
  env: { builtin: true, node: true },
  ignorePatterns: [...NOT_OURS, '**/*.svelte'],
  rules: rulesOf([js.configs.recommended, ...[...strict, ...stylistic].filter(forAll), { rules: OUR_RULES }]),
  overrides: [
    {
      files: ['**/*.{ts,mts,cts}'],
      rules: rulesOf([
        eslintRecommended,
        ...[...strictTypeCheckedOnly, ...stylisticTypeCheckedOnly].filter(forAll),
        { rules: OUR_TYPED_RULES },
      ]),
    },
    { files: ['src-*/**'], rules: { 'eslint-js/no-restricted-syntax': ['error', ...NO_LANGUAGE_BY_NAME] } },
    { files: ['tools/electron-stand-in/page/**'], env: { browser: true } },
    ...ROOMS,
  ],
});
