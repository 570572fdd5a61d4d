import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import ts from 'typescript-eslint';
import settings from './src-shared/messages/project.inlang/settings.json' with { type: 'json' };

// One program of types for all components, where each would make its own; and the real types of their properties. The parser
// looks for this when it is loaded.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

/** Where code may run: each rule refuses imports that would not exist, or must not be used, there. */
const noElectron = {
  group: ['electron', 'electron/*', 'electron-store'],
  message: 'Only index, application, window, ipc, preload and platform/ may use Electron.',
};
const noNode = { group: ['node:*', 'better-sqlite3', 'argon2'], message: 'This code also runs in the page.' };
const noMain = {
  group: ['**/src-main/**'],
  message: 'What is not the main process knows it by the contract in src-shared only.',
};
const noMainButFiles = {
  regex: '/src-main/(?!files/)',
  message: 'Of the main process the update service takes the writing of files only.',
};
const noRenderer = {
  group: ['**/src-renderer/**'],
  message: 'What is not the page knows it by the contract in src-shared only.',
};
const noHub = {
  group: ['**/src-hub/**'],
  message: 'Kiosk and head office know each other by the contract in src-shared only.',
};
const noTests = {
  group: ['**/test/**', '**/tools/**', '**/bench/**'],
  message: 'What ships does not import what is not shipped.',
};

const restrict = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: [...patterns, noTests] }],
});

/** The one clock: below the composition root time and chance are passed in. */
const noAmbientEffects = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Take the Clock that is passed in.' },
    { object: 'Math', property: 'random', message: 'Take the Random that is passed in.' },
  ],
  'no-restricted-globals': [
    'error',
    { name: 'setTimeout', message: 'Take the Timers that are passed in.' },
    'setInterval',
  ],
};

/** What differs from language to language stands in its messages, so that one more language is one more file. */
const noLanguageByName = {
  'no-restricted-syntax': [
    'error',
    {
      selector: `BinaryExpression[operator=/^[!=]==?$/] > Literal[value=/^(?:${settings.locales.join('|')})$/]`,
      message: 'Nothing depends on which language it is: put what differs into src-shared/messages.',
    },
    {
      selector: "TSTypeReference[typeName.name='Record'] TSTypeReference[typeName.name='Language']",
      message: 'Words stand in src-shared/messages, one file a language.',
    },
  ],
};

export default ts.config(
  {
    ignores: [
      'dist/',
      'release/',
      'coverage/',
      '.demo/',
      '.hub/',
      '.cache/',
      'test-results/',
      'src-shared/messages/compiled/',
      'test/integration/database/fixtures/journal-readers/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser }, globals: globals.browser },
  },
  { files: ['src-*/**'], rules: noLanguageByName },
  {
    files: ['src-renderer/**'],
    languageOptions: { globals: globals.browser },
    rules: restrict(noElectron, noNode, noMain, noHub),
  },
  {
    files: ['src-shared/**'],
    rules: { ...restrict(noElectron, noNode, noMain, noRenderer, noHub), ...noAmbientEffects },
  },
  // Signatures of releases: the page has no part in them.
  {
    files: ['src-shared/release/signature.ts'],
    rules: restrict(noElectron, noMain, noRenderer, noHub),
  },
  { files: ['src-main/**'], rules: { ...restrict(noElectron, noRenderer, noHub), ...noAmbientEffects } },
  {
    files: ['src-updater/**'],
    rules: restrict(noElectron, noMainButFiles, noRenderer, noHub),
  },
  {
    files: ['src-updater/{rules,round,journal,release,store}/**'],
    rules: noAmbientEffects,
  },
  {
    files: ['src-hub/**'],
    rules: {
      ...restrict(noElectron, noMain, noRenderer),
      'no-restricted-properties': noAmbientEffects['no-restricted-properties'],
    },
  },
  {
    files: [
      'src-main/index.ts',
      'src-main/start.ts',
      'src-main/application.ts',
      'src-main/window.ts',
      'src-main/ipc.ts',
      'src-main/preload.ts',
      'src-main/platform/**',
    ],
    rules: { ...restrict(noRenderer, noHub), 'no-restricted-properties': 'off' },
  },
  { files: ['src-main/clock/timers.ts'], rules: { 'no-restricted-globals': 'off' } },
  // What needs types is judged by oxlint (.oxlintrc.json), in an eighth of the time; it does not read components.
  { files: ['**/*.{ts,js,mjs,cjs}'], ...ts.configs.disableTypeChecked },
  prettier,
);
