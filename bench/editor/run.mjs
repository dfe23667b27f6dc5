// Measures the editor's renderers against an SVG scene and Konva, and writes a table and screenshots into a folder.
//   node run.mjs [folder] [--rounds 5]
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { bundleSizes } from './bundle.mjs';
import { growth, processorTime } from './processes.mjs';
import { median, quantile } from './statistics.mjs';
import { table } from './table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);
const folder = resolve(positionals[0] ?? join(import.meta.dirname, '../../artifacts/bench-editor'));
const movers = ['limn', 'limn-exact', 'konva', 'konva-thin', 'konva-cached', 'svg', 'svg-thin'];
const movements = ['zoom', 'pan'];

const server = await createServer({
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'error',
  server: { port: 0, fs: { allow: ['../..'] }, watch: null },
  optimizeDeps: { include: ['konva', '@svgdotjs/svg.js'] },
});
await server.listen();
const browser = await chromium.launch({
  executablePath: process.env.LIMN_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

/** Runs something on a page of its own, so that no contestant pays for another's garbage. */
async function onPage(work) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => window.bench !== undefined);
  const result = await work(page);
  await page.close();
  return result;
}

/** The machine, the day and the state of the code that the figures belong to. */
async function circumstances() {
  const commit = await promisify(execFile)('git', ['describe', '--always', '--dirty'], { cwd: import.meta.dirname });
  const cores = availableParallelism();
  return `${cpus()[0]?.model ?? arch()}, ${cores} cores, ${new Date().toISOString().slice(0, 10)}, commit ${commit.stdout.trim()}`;
}

const samples = new Map();
function add(name, value) {
  samples.set(name, [...(samples.get(name) ?? []), value]);
}

async function move(name, movement, steps = 30) {
  const times = await onPage(async (page) => {
    await page.evaluate(([name, movement]) => window.bench.prepare(name, movement), [name, movement]);
    const before = await processorTime(browser);
    const times = await page.evaluate(([movement, steps]) => window.bench.move(movement, steps), [movement, steps]);
    return { ...times, processor: (1000 * ((await processorTime(browser)) - before)) / steps };
  });
  add(`${name} ${movement} processor`, times.processor);
  add(`${name} ${movement} p95`, quantile(times.frames, 0.95));
  add(`${name} ${movement} median`, median(times.frames));
  add(`${name} ${movement} script`, quantile(times.script, 0.95));
  add(`${name} ${movement} sharp`, times.sharpAfter);
  add(`${name} ${movement} calls`, times.drawCalls);
}

async function single(kind) {
  for (const count of [1_000, 10_000]) {
    const steps = kind === 'webgl' ? 5 : 60;
    const times = await onPage((page) => page.evaluate(([kind, count, steps]) => window.bench.change(kind, count, steps), [kind, count, steps]));
    add(`change ${kind} ${count}`, quantile(times, 0.95));
    add(`change median ${kind} ${count}`, median(times));
  }
  add(`open ${kind}`, await onPage((page) => page.evaluate((kind) => window.bench.open(kind, 2_000), kind)));
  await onPage(async (page) => {
    const count = kind === 'webgl' ? 4 : 20;
    const { result, bytes } = await growth(browser, page, () => page.evaluate(([kind, count]) => window.bench.strokes(kind, count), [kind, count]));
    add(`stroke moves ${kind}`, quantile(result.moves, 0.95));
    add(`stroke ups ${kind}`, quantile(result.ups, 0.95));
    add(`stroke ups median ${kind}`, median(result.ups));
    add(`stroke bytes ${kind}`, Math.max(...result.bytes) / 1000);
    add(`masks ${kind}`, bytes / 2 ** 20);
  });
}

await mkdir(folder, { recursive: true });
for (const name of [...movers, 'limn-webgl']) {
  await onPage(async (page) => {
    await page.evaluate((name) => window.bench.show(name), name);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  });
}
const made = await circumstances();
const bundle = await bundleSizes();
let text = '';
for (let round = 1; round <= rounds; round++) {
  process.stdout.write(`round ${round} of ${rounds}\n`);
  for (const movement of movements) for (const name of movers) await move(name, movement);
  for (const movement of movements) await move('limn-webgl', movement, 6);
  for (const kind of ['canvas', 'webgl']) await single(kind);
  // After each round, so that a run that is stopped has its figures.
  text = table((name) => median(samples.get(name) ?? []), { rounds: round, browser: browser.version(), made, bundle });
  await writeFile(join(folder, 'editor.md'), text);
}
process.stdout.write(`\n${text}\n${folder}\n`);
await browser.close();
await server.close();
