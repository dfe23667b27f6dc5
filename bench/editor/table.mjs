const ms = (value) => `${value.toFixed(1)} ms`;
const times = (value) => `${value.toFixed(1)} x`;

/** The figures as Markdown; `figure` gives the median of the rounds by name. */
export function table(figure, { rounds, browser }) {
  const rows = [];
  for (const movement of ['zoom', 'pan']) rows.push(...movementRows(figure, movement));
  return [
    `10,000 polygons of 20 points, 1280 x 720, Chromium ${browser} without a GPU; medians of ${rounds} interleaved rounds.`,
    'A frame lasts at least 16.7 ms, the pace of the screen. "Exact" draws every frame sharp; otherwise zooming stretches the last',
    'picture until the sharp one is ready. Limn draws lines of 1.5 px, but of 1 px and with fewer corners where shapes are small, as in',
    'most of these views; the peers draw all corners, with either width. Cached Konva shows one bitmap, which zooming blurs for good.',
    '',
    '| movement | drawn by | frame p95 | frame median | script p95 | Limn is faster, p95 | sharp after |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '| what | Canvas | WebGL | limit |',
    '| --- | --- | --- | --- |',
    `| script of a zoom frame, p95 | ${ms(figure('limn zoom script'))} | ${ms(figure('limn-webgl zoom script'))} | 4 ms by WebGL |`,
    `| draw calls of a frame | ${figure('limn zoom calls')} | ${figure('limn-webgl zoom calls')} | 20 by WebGL |`,
    `| change one of 1,000, script p95 | ${ms(figure('change canvas 1000'))} | ${ms(figure('change webgl 1000'))} | 4 ms |`,
    `| change one of 10,000, script p95 | ${ms(figure('change canvas 10000'))} | ${ms(figure('change webgl 10000'))} | 4 ms |`,
    `| open 2,000 shapes | ${ms(figure('open canvas'))} | ${ms(figure('open webgl'))} | 300 ms |`,
    `| stamp of a brush among 200 masks on 8K, script p95 | ${ms(figure('stroke canvas'))} | ${ms(figure('stroke webgl'))} | 20 ms |`,
    `| memory of 200 masks on 8K, labels included | ${figure('masks canvas').toFixed(0)} MB | ${figure('masks webgl').toFixed(0)} MB | 1,024 MB |`,
    '',
    'WebGL runs on the software rasteriser here: only its script and its calls tell anything of a GPU.',
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
    const ratio = peer ? `${times(of(name, 'p95') / of('limn', 'p95'))} (exact ${times(of(name, 'p95') / of('limn-exact', 'p95'))})` : '';
    const sharp = name === 'limn' ? ms(of(name, 'sharp')) : '';
    return `| ${movement} | ${title} | ${ms(of(name, 'p95'))} | ${ms(of(name, 'median'))} | ${ms(of(name, 'script'))} | ${ratio} | ${sharp} |`;
  });
}
