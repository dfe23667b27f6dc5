const ms = (value) => `${value.toFixed(1)} ms`;
const times = (value) => `${value.toFixed(1)} x`;

const both = (what, value, limit) => `| ${what} | ${value('canvas')} | ${value('webgl')} | ${limit} |`;

/** The figures as Markdown; `figure` gives the median of the rounds by name. */
export function table(figure, { rounds, browser, made, bundle }) {
  const rows = [];
  for (const movement of ['zoom', 'pan']) rows.push(...movementRows(figure, movement));
  return [
    `10,000 polygons of 20 points, 1280 x 720, Chromium ${browser} without a GPU; medians of ${rounds} interleaved rounds`,
    `(${made}).`,
    'A frame lasts at least 16.7 ms, the pace of the screen. "Exact" draws every frame sharp; otherwise zooming stretches the last',
    'picture until the sharp one is ready. Limn draws lines of 1.5 px, but of 1 px and with fewer corners where shapes are small, as in',
    'most of these views; the peers draw all corners, with either width. Cached Konva shows one bitmap, which zooming blurs for good.',
    '',
    '| movement | drawn by | frame p95 | frame median | script p95 | processor a frame | Limn is faster, p95 | Limn takes less processor | sharp after |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '| what | Canvas | WebGL | limit |',
    '| --- | --- | --- | --- |',
    `| script of a zoom frame, p95 | ${ms(figure('limn zoom script'))} | ${ms(figure('limn-webgl zoom script'))} | 4 ms by WebGL |`,
    `| draw calls of a frame | ${figure('limn zoom calls')} | ${figure('limn-webgl zoom calls')} | 20 by WebGL |`,
    ...[1_000, 10_000].flatMap((count) => [
      both(`change one of ${count.toLocaleString('en')}, script p95`, (kind) => ms(figure(`change ${kind} ${count}`)), '4 ms'),
      both(`change one of ${count.toLocaleString('en')}, script median`, (kind) => ms(figure(`change median ${kind} ${count}`)), '4 ms'),
    ]),
    both('open 2,000 shapes', (kind) => ms(figure(`open ${kind}`)), '300 ms'),
    both('stroke among 200 masks on 8K: script of a movement, p95', (kind) => ms(figure(`stroke moves ${kind}`)), '20 ms'),
    both('the same: script of letting go, p95', (kind) => ms(figure(`stroke ups ${kind}`)), '20 ms'),
    both('the same: script of letting go, median', (kind) => ms(figure(`stroke ups median ${kind}`)), '20 ms'),
    both('the same: sent for the longest stroke', (kind) => `${figure(`stroke bytes ${kind}`).toFixed(0)} kB`, '200 kB'),
    `| memory of 200 masks on 8K, labels included | ${figure('masks canvas').toFixed(0)} MB | ${figure('masks webgl').toFixed(0)} MB | 1,024 MB |`,
    `| script that the editor adds to the app, gzip | ${bundle.editor.toFixed(0)} kB | ${(bundle.editor + bundle.webgl).toFixed(0)} kB | 350 kB |`,
    `| the same with the app around it | ${bundle.all.toFixed(0)} kB | ${(bundle.all + bundle.webgl).toFixed(0)} kB | |`,
    '',
    'WebGL runs on the software rasteriser here, an eighth as large: only its script and its calls tell anything of a GPU.',
    '',
  ].join('\n');
}

const names = {
  limn: 'Limn, Canvas',
  'limn-exact': 'Limn, Canvas, exact',
  konva: 'Konva, lines of 1.5 px',
  'konva-thin': 'Konva, lines of 1 px',
  'konva-cached': 'Konva, cached',
  svg: 'SVG, lines of 1.5 px',
  'svg-thin': 'SVG, lines of 1 px',
};

function movementRows(figure, movement) {
  const of = (name, what) => figure(`${name} ${movement} ${what}`);
  return Object.entries(names).map(([name, title]) => {
    const peer = !name.startsWith('limn');
    const ratio = (what) =>
      peer ? `${times(of(name, what) / of('limn', what))} (exact ${times(of(name, what) / of('limn-exact', what))})` : '';
    const sharp = name === 'limn' ? ms(of(name, 'sharp')) : '';
    const cells = [
      ...['p95', 'median', 'script', 'processor'].map((what) => ms(of(name, what))),
      ratio('p95'),
      ratio('processor'),
      sharp,
    ];
    return `| ${movement} | ${title} | ${cells.join(' | ')} |`;
  });
}
