import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const app = join(import.meta.dirname, '../../web/app');
const editorPages = ['src/editor/pages/EditorLayout.tsx', 'src/editor/pages/EditTaskPage.tsx', 'src/editor/pages/LabelPage.tsx'];
const webgl = '../editor/src/render/webgl/webglRenderer.ts';

/** Kilobytes of script, each file by gzip, that are loaded before a task can be labelled, and those that WebGL adds. */
export async function bundleSizes() {
  const folder = await mkdtemp(join(tmpdir(), 'limn-bundle-'));
  try {
    const vite = join(app, '../node_modules/vite/bin/vite.js');
    await promisify(execFile)(process.execPath, [vite, 'build', '--manifest', 'manifest.json', '--outDir', folder], { cwd: app });
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const page = closure(manifest, ['index.html']);
    const editor = closure(manifest, ['index.html', ...editorPages]);
    const size = (names) => kilobytes(folder, names.map((name) => manifest[name].file));
    const [all, shell] = [await size([...editor]), await size([...page])];
    const withWebGL = await size([...closure(manifest, ['index.html', ...editorPages, webgl])]);
    return { editor: all - shell, all, webgl: withWebGL - all };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The chunks and all that they import at once. */
function closure(manifest, names, found = new Set()) {
  for (const name of names) {
    if (found.has(name)) continue;
    if (!manifest[name]) throw new Error(`The app has no ${name} any more.`);
    found.add(name);
    closure(manifest, manifest[name].imports ?? [], found);
  }
  return found;
}

async function kilobytes(folder, files) {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(join(folder, file))).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
