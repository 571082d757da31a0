import { defineConfig } from 'vite';

const server = process.env['ASKDB_SERVER'] ?? 'http://127.0.0.1:5001';
// The server answers its own page only, so the proxy speaks as that page.
const proxy = { '/api': { target: server, changeOrigin: true, headers: { origin: server } } };

// The page is served from one binary under a strict content security policy: nothing inline,
// nothing from elsewhere, hashed names so that browsers may keep the files for ever.
export default defineConfig({
  esbuild: { jsx: 'automatic' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    rollupOptions: {
      onwarn: (warning, warn) => {
        // "use client" means nothing to a page that has no server half.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
});
