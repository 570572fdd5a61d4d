import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import ts from 'typescript-eslint';
import { NOT_OURS, OUR_RULES, OUR_TYPED_RULES } from './tools/lint/our-rules.ts';
import { NO_LANGUAGE_BY_NAME, PAGE } from './tools/lint/room-rules.ts';

// One program of types for all components, where each would make its own; and the real types of their properties. The parser
// looks for this when it is loaded.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

/** Components and what has their state. All else is judged by oxlint (oxlint.config.ts), which does not read components. */
export default ts.config(
  { ignores: [...NOT_OURS, '**/*.{js,mjs,cjs,ts,mts,cts}', '!**/*.svelte.ts'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        parser: ts.parser,
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...OUR_RULES,
      ...OUR_TYPED_RULES,
      ...PAGE.rules,
      'no-restricted-syntax': ['error', ...NO_LANGUAGE_BY_NAME],
    },
  },
  prettier,
);
