import { fileURLToPath, URL } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { fakeFiles } from './fake/files';

// `--mode fake` runs the page against fake/ instead of a center; nothing of it is ever built.
const center = process.env.CITYWARD_CENTER ?? 'http://127.0.0.1:8080';

export default defineConfig(({ mode, command }) => {
  const fake = command === 'serve' && mode === 'fake';
  return {
    plugins: [
      vue(),
      {
        name: 'fake-entry',
        transformIndexHtml: (html: string) =>
          fake ? html.replace('/src/main.ts', '/fake/main.ts') : html,
      },
      ...(fake ? [fakeFiles()] : []),
    ],
    resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
    publicDir: (fake && process.env.CITYWARD_FAKE_FILES) || 'public',
    define: { __VUE_OPTIONS_API__: 'true', __INTLIFY_PROD_DEVTOOLS__: 'false' },
    build: {
      target: 'es2022',
      // The Content-Security-Policy allows neither inline scripts nor data: URLs.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
    },
    server: {
      proxy: fake
        ? undefined
        : { '/cityward.v1.': center, '/evidence': center, '/cameras': center },
    },
    test: {
      environment: 'jsdom',
      include: ['test/**/*.test.ts'],
      env: { TZ: 'Asia/Shanghai' },
      // Longer than what a test waits for, so that it says what it waited for in vain.
      testTimeout: 20_000,
    },
  };
});
