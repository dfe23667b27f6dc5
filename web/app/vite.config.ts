import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.LIMN_SERVER ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react()],
  // The server puts the nonce of each answer in its place.
  html: { cspNonce: 'LIMN_NONCE' },
  build: {
    outDir: '../../src/Limn.Server/wwwroot',
    emptyOutDir: true,
    // Inlined fonts and pictures would need further exceptions in the content security policy.
    assetsInlineLimit: 0,
    // What every page needs: React, Mantine's core, the router, the queries, the socket.
    chunkSizeWarningLimit: 600,
  },
  server: {
    proxy: Object.fromEntries(
      ['/v2', '/files', '/openapi', '/docs', '/socket.io'].map((path) => [
        path,
        { target: server, ws: path === '/socket.io' },
      ]),
    ),
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
  },
});
