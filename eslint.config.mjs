import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What each kind of project may import; `more` is added for libs and services. */
const boundaries = (more) => ({
  allow: [],
  // libs/testing starts the servers that infra/local knows to start, and services on the platform; infra/local provisions
  // what messaging declares: the circle is closed by specs alone, which nothing imports.
  ignoredCircularDependencies: ['local', 'messaging', 'persistence', 'events', 'platform', 'contracts'].map((name) => [
    `@vividwalls/${name}`,
    '@vividwalls/testing',
  ]),
  depConstraints: [
    { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib', ...more] },
    { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:lib', ...more] },
    // The console knows the services by their API alone.
    { sourceTag: 'type:console', onlyDependOnLibsWithTags: [] },
    { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:lib', 'type:infra', 'type:testing'] },
    { sourceTag: 'type:infra', onlyDependOnLibsWithTags: ['type:lib', 'type:service', 'type:infra', 'type:testing'] },
  ],
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.vividwalls/**',
      'docs/generated/**',
      'services/console/src/route-tree.gen.ts',
      'services/console/src/api/openapi.d.ts',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }] },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 400, skipComments: true }],
      // A service never imports another service; a lib never imports a service. Events and contracts are how they meet.
      '@nx/enforce-module-boundaries': ['error', boundaries([])],
    },
  },
  {
    // Specs may use the servers and builders of libs/testing; product code may not.
    files: ['**/*.spec.ts', '**/testing/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': ['error', boundaries(['type:testing'])] },
  },
  {
    // Logic reads an injected clock; chance is seeded.
    files: ['services/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/main.ts', 'services/console/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Pass chance in.' },
        { object: 'Date', property: 'now', message: 'Time is passed in: inject the Clock.' },
      ],
    },
  },
  {
    files: ['services/console/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globals.browser },
    // The compiler is not used: what it could not memoize is no fault.
    rules: { ...reactHooks.configs.recommended.rules, 'react-hooks/incompatible-library': 'off' },
  },
  prettier,
);
