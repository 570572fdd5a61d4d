import type { OxlintOverride } from 'oxlint';
import settings from '../../src-shared/messages/project.inlang/settings.json' with { type: 'json' };

type Rules = NonNullable<OxlintOverride['rules']>;

/** Where code may run: each pattern refuses imports that would not exist, or must not be used, there. */
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
  group: ['**/src-main/*', '!**/src-main/files'],
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

const restrict = (...patterns: object[]): Rules => ({
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
} satisfies Rules;

/** Options of `no-restricted-syntax`: what differs from language to language stands in its messages, so that one more language is one more file. */
export const NO_LANGUAGE_BY_NAME = [
  {
    selector: `BinaryExpression[operator=/^[!=]==?$/] > Literal[value=/^(?:${settings.locales.join('|')})$/]`,
    message: 'Nothing depends on which language it is: put what differs into src-shared/messages.',
  },
  {
    selector: "TSTypeReference[typeName.name='Record'] TSTypeReference[typeName.name='Language']",
    message: 'Words stand in src-shared/messages, one file a language.',
  },
];

/** What the page may import. */
export const PAGE = { files: ['src-renderer/**'], rules: restrict(noElectron, noNode, noMain, noHub) };

/** What each room may import and use; a later entry counts more. */
export const ROOMS: OxlintOverride[] = [
  PAGE,
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
  { files: ['src-updater/**'], rules: restrict(noElectron, noMainButFiles, noRenderer, noHub) },
  { files: ['src-updater/{rules,round,journal,release,store}/**'], rules: noAmbientEffects },
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
];
