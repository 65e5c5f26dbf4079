import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// The built files are served by the shell under a strict policy: nothing inlined, nothing evaluated.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // Relative addresses: the shell serves the page from its own scheme.
  base: './',
  define: { __WITH_MOCK__: JSON.stringify(mode !== 'production') },
  server: { port: 5173, strictPort: true },
  preview: { port: 4173, strictPort: true },
  build: {
    target: 'safari16',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 30_000,
  },
}))
