/** What the compiler lets pass and we do not. Sizes, names and import directions: tests/tidy. */
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/', 'build/', '**/dist/', 'coverage/', '.laurel/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      // A port's method may be async without awaiting, and numbers belong in sentences.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      // The rule does not see the number inside a branded one, as Points are.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // Remix answers by throwing a Response.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
        WebAssembly: 'readonly',
      },
    },
  },
  // A file that declares a global is no module, and cannot import.
  {
    files: ['extensions/*/src/host.d.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  // Shopify puts it into the scope of a UI extension.
  {
    files: ['tests/twin/*/extensions/**/*.js'],
    languageOptions: { globals: { shopify: 'readonly' } },
  },
  { rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' } },
  // What runs in the browser or in a server's request has a logger, or nobody to read it.
  { files: ['app/**'], ignores: ['app/**/*.test.*'], rules: { 'no-console': 'error' } },
);
