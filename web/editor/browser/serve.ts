import { createServer } from 'vite';

/** Serves the stage on a free port; the result stops it. */
export default async function serve(): Promise<() => Promise<void>> {
  const root = import.meta.dirname;
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: '../../node_modules/.cache/editor-stage',
    server: { port: 0, fs: { allow: ['../..'] }, watch: null },
    optimizeDeps: { include: ['pixi.js', 'pixi.js/unsafe-eval', 'flatbush', 'rbush', 'earcut'] },
  });
  await server.listen();
  process.env.LIMN_STAGE_URL = server.resolvedUrls?.local[0];
  return () => server.close();
}
