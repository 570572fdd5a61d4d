/** Where we differ from the presets of typescript-eslint and ESLint; both programs that lint take these. */
export const OUR_RULES = {
  '@typescript-eslint/consistent-type-imports': 'error',
  'max-lines': ['error', { max: 400, skipBlankLines: true }],
  eqeqeq: 'error',
};

/** The same of the rules that need types. */
export const OUR_TYPED_RULES = {
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/** What neither program judges. */
export const NOT_OURS = [
  'dist/',
  'release/',
  'coverage/',
  '.demo/',
  '.hub/',
  '.cache/',
  'test-results/',
  'src-shared/messages/compiled/',
  'test/integration/database/fixtures/journal-readers/',
];
