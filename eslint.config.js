import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const TESTS = ['**/*.test.{ts,tsx}', '**/testing/**', 'tests/**']

/** Reading the environment is the composition root's business: everything else is handed its settings. */
const READS_ENVIRONMENT = [
  '**/config.ts',
  '**/main.ts',
  '**/*-main.ts',
  '**/*.config.{ts,js}',
  'packages/stack/**',
  'bin/**',
  ...TESTS,
]

const purity = (name, instead) => ({ name, message: `Pure code gets this from its caller: ${instead}.` })

export default defineConfig(
  globalIgnores([
    '**/node_modules/',
    '**/dist/',
    '**/generated/',
    '**/coverage/',
    '.seatline/',
    'apps/api/prisma/**/*.js',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['apps/api/prisma/*.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    rules: {
      // An empty catch hides a fault; a comment alone does not make it visible either.
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CatchClause > BlockStatement[body.length=0]',
          message: 'An empty catch hides a fault: log it, return it or name why it is no fault.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals: Node runs TypeScript by stripping types.' },
      ],
      'no-case-declarations': 'error',
      'no-warning-comments': ['error', { terms: ['fixme', 'xxx'], location: 'start' }],
      eqeqeq: 'error',
      'max-depth': ['error', 4],
    },
  },
  {
    files: ['**/*.{ts,tsx,js}'],
    ignores: [...TESTS, '**/tables/**', '**/*-table.ts', '**/seed/**'],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
  {
    files: ['{apps,packages}/**/*.ts'],
    ignores: [...TESTS, '**/tables/**', '**/*-table.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
    },
  },
  {
    files: ['{apps,packages}/**/*.{ts,tsx}'],
    ignores: READS_ENVIRONMENT,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are parsed once, in config.ts.' },
        { object: 'Math', property: 'random', message: 'Take randomness from the adapter that owns it (node:crypto).' },
      ],
    },
  },
  {
    name: 'pure code: no clock, no randomness, no I/O',
    files: ['packages/core/src/**/*.ts', 'packages/billing/src/**/*.ts'],
    ignores: ['**/*.test.ts', 'packages/billing/src/stripe/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        purity('process', 'settings are arguments'),
        purity('setTimeout', 'a timer is an effect'),
        purity('setInterval', 'a timer is an effect'),
        purity('setImmediate', 'a timer is an effect'),
        purity('queueMicrotask', 'a step is synchronous'),
        purity('performance', 'time is an argument'),
        purity('crypto', 'random bytes are arguments'),
        purity('fetch', 'I/O is an effect'),
        purity('console', 'facts are returned, not printed'),
        purity('Buffer', 'use Uint8Array'),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument.' },
        { object: 'Math', property: 'random', message: 'Randomness is an argument.' },
        { object: 'globalThis', property: 'crypto', message: 'Random bytes are arguments.' },
        { object: 'globalThis', property: 'process', message: 'Settings are arguments.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument.' },
        { selector: "CallExpression[callee.name='Date']", message: 'Time is an argument.' },
        {
          selector: 'CatchClause > BlockStatement[body.length=0]',
          message: 'An empty catch hides a fault: log it, return it or name why it is no fault.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals: Node runs TypeScript by stripping types.' },
      ],
    },
  },
  {
    files: ['apps/portal/src/**/*.{ts,tsx}'],
    ignores: ['apps/portal/src/i18n/use-translation.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'react-i18next',
              importNames: ['useTranslation'],
              message: 'Take it from i18n/use-translation.ts, whose keys are checked.',
            },
          ],
        },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        fetch: 'readonly',
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        URL: 'readonly',
        WebAssembly: 'readonly',
        crypto: 'readonly',
      },
    },
  },
)
