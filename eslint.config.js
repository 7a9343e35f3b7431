import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rules for TypeScript that are not in the presets, or stricter than there. */
const TYPESCRIPT_RULES = {
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', prefer: 'type-imports' },
  ],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  // Keys of CloudFormation are data: brackets tell them from members that a type declares.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // A number or a boolean in a template says what one expects; objects still have to be turned into text.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // An object without prototype is written as an index signature with a cast: a Record would say the same.
  '@typescript-eslint/consistent-indexed-object-style': 'off',
  // Empty arrow functions are the clearest way to ignore a callback; empty blocks stay forbidden.
  '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
  // `void` is the type of a callback's answer that nobody reads.
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
};

const GENERAL_RULES = {
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-console': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'prefer-const': 'error',
  'max-lines': ['error', { max: 400 }],
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'exit', message: 'Return an exit code: output may not be flushed yet.' },
  ],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
};

const nodeGlobals = {
  console: 'readonly',
  process: 'readonly',
  URL: 'readonly',
  performance: 'readonly',
  fetch: 'readonly',
  setTimeout: 'readonly',
};

export default tseslint.config(
  { ignores: ['dist/', 'fixtures/', 'node_modules/', 'coverage/', '.amplify/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  eslint.configs.recommended,
  { rules: GENERAL_RULES },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    // One program for the whole run: the service that editors use keeps what nobody asks again, for half as much more.
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: TYPESCRIPT_RULES,
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: nodeGlobals },
    rules: { 'no-console': 'off' },
  },
);
