import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

const screens = ['today', 'invoices', 'customers', 'customer', 'start', 'import', 'settings']

export default ts.config(
  { ignores: ['dist/', 'dist-mock/', 'public/', 'src/ipc/generated.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node, __WITH_MOCK__: 'readonly' } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-eval': 'error',
      // The router is our own: addresses are built by it.
      'svelte/no-navigation-without-resolve': 'off',
      // Replaced as a whole, never changed in place: the plain ones are lighter.
      'svelte/prefer-svelte-reactivity': 'off',
      // A space at the edge of a block is trimmed unless it is written so.
      'svelte/no-useless-mustaches': 'off',
    },
  },
  // Screens import shared/, not each other; only ipc/ knows the shell.
  ...screens.map((name) => ({
    files: [`src/screens/${name}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: screens.filter((other) => other !== name).map((other) => `**/${other}/*`),
              message: 'Screens import shared/, not each other.',
            },
            { group: ['@tauri-apps/*'], message: 'Only src/ipc calls the shell.' },
          ],
        },
      ],
    },
  })),
  {
    files: ['src/shared/**', 'src/frame/**', 'src/messages/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/ipc calls the shell.' }] },
      ],
    },
  },
)
