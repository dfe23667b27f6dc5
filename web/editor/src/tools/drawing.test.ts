import { describe, expect, test } from 'vitest';
import type { Point } from '../model/answer';
import { shape, TestEditor, type TestEditorOptions } from '../testing/TestEditor';

/** How a tool is taken through its states: each row is brought to its state by the hands, then ended. */
interface Row {
  readonly state: string;
  readonly setup?: TestEditorOptions;
  readonly choose: string;
  readonly begin: (editor: TestEditor) => void;
  readonly end: (editor: TestEditor) => void;
  readonly drawn: object;
}

const ring: Point[] = [
  [100, 100],
  [300, 100],
  [300, 300],
];
const area = (editor: TestEditor) =>
  editor.drag([
    [100, 100],
    [300, 100],
    [300, 300],
    [100, 300],
  ]);

const rows: readonly Row[] = [
  {
    state: 'bounding-box.pressing',
    choose: 'bounding-box',
    begin: (editor) => editor.pointerDown(100, 50),
    end: (editor) => editor.pointerUp(100, 50).click(40, 80),
    drawn: { 'bounding-box': { x: 40, y: 50, width: 60, height: 30 } },
  },
  {
    state: 'bounding-box.dragging',
    choose: 'bounding-box',
    begin: (editor) => editor.pointerDown(100, 50).pointerMove(90, 60),
    end: (editor) => editor.pointerUp(40, 80),
    drawn: { 'bounding-box': { x: 40, y: 50, width: 60, height: 30 } },
  },
  {
    state: 'bounding-box.placingEnd',
    choose: 'bounding-box',
    begin: (editor) => editor.click(100, 50).pointerMove(20, 20),
    end: (editor) => editor.pointerMove(40, 80).key('n'),
    drawn: { 'bounding-box': { x: 40, y: 50, width: 60, height: 30 } },
  },
  {
    state: 'bounding-box.placingPoints',
    setup: { options: { boxBy: 'extremes' } },
    choose: 'bounding-box',
    begin: (editor) => editor.clicks([100, 50], [150, 70]),
    end: (editor) => editor.clicks([90, 200], [40, 80]),
    drawn: { 'bounding-box': { x: 40, y: 50, width: 110, height: 150 } },
  },
  {
    state: 'rotated-bounding-box.placingEnd',
    choose: 'rotated-bounding-box',
    begin: (editor) => editor.click(100, 50),
    end: (editor) => editor.click(140, 80),
    drawn: { 'rotated-bounding-box': { x: 100, y: 50, width: 40, height: 30, rotation: 0 } },
  },
  {
    state: 'rotated-bounding-box.placingPoints',
    setup: { options: { rotatedBoxBy: 'edge' } },
    choose: 'rotated-bounding-box',
    begin: (editor) => editor.clicks([100, 100], [100, 200]),
    end: (editor) => editor.click(60, 150),
    drawn: { 'rotated-bounding-box': { width: 100, height: 40, rotation: 90 } },
  },
  {
    state: 'circle.dragging',
    choose: 'circle',
    begin: (editor) => editor.pointerDown(100, 100).pointerMove(120, 100),
    end: (editor) => editor.pointerUp(130, 140),
    drawn: { circle: { x: 100, y: 100, radius: 50 } },
  },
  {
    state: 'circle.placingPoints',
    setup: { options: { circleBy: 'rim' } },
    choose: 'circle',
    begin: (editor) => editor.clicks([100, 150], [150, 100]),
    end: (editor) => editor.click(200, 150),
    drawn: { circle: { x: 150, y: 150, radius: 50 } },
  },
  {
    state: 'ellipse.placingEnd',
    choose: 'ellipse',
    begin: (editor) => editor.click(100, 100),
    end: (editor) => editor.click(200, 140),
    drawn: { ellipse: { x: 150, y: 120, radiusX: 50, radiusY: 20, rotation: 0 } },
  },
  {
    state: 'point.pressing',
    choose: 'point',
    begin: (editor) => editor.pointerDown(100, 100),
    end: (editor) => editor.pointerUp(101, 100),
    drawn: { point: [101, 100] },
  },
  {
    state: 'polygon.placing',
    choose: 'polygon',
    begin: (editor) => editor.clicks(...ring),
    end: (editor) => editor.click(102, 103),
    drawn: { polygon: ring },
  },
  {
    state: 'polygon.freehand',
    choose: 'polygon',
    begin: (editor) =>
      editor
        .clicks(...ring)
        .pointerMove(200, 350, { shift: true })
        .pointerMove(100, 300, { shift: true }),
    end: (editor) => editor.key('n'),
    drawn: { polygon: [...ring, [200, 350], [100, 300]] },
  },
  {
    state: 'polygon.tracing',
    setup: { options: { lasso: true }, tracer: { trace: (from, to, done) => done([from, [to[0], from[1]], to]) } },
    choose: 'polygon',
    begin: (editor) => editor.click(100, 100).pointerMove(300, 300),
    end: (editor) => editor.click(300, 300).key('n'),
    drawn: { polygon: ring },
  },
  {
    state: 'polyline.placing',
    choose: 'polyline',
    begin: (editor) => editor.clicks(...ring),
    end: (editor) => editor.click(300, 300),
    drawn: { polyline: ring },
  },
  {
    state: 'spline.placing',
    choose: 'spline',
    begin: (editor) => editor.clicks(...ring),
    end: (editor) => editor.key('Enter'),
    drawn: { spline: ring, splineBezier: expect.arrayContaining([ring[0]]) },
  },
  {
    state: 'segmentation.drawing',
    choose: 'segmentation',
    begin: (editor) => editor.pointerDown(100, 100).pointerMove(300, 100).pointerMove(300, 300),
    end: (editor) => editor.key('n'),
    drawn: { segmentation: { zones: [{ holes: [] }] } },
  },
  {
    state: 'segmentation.connecting',
    choose: 'segmentation',
    begin: area,
    end: (editor) => editor.click(100, 100),
    drawn: { segmentation: { zones: [{ holes: [] }] } },
  },
];

describe.each(rows)('$state', ({ state, setup, choose, begin, end, drawn }) => {
  const begun = () => {
    const editor = new TestEditor(setup).choose(choose);
    begin(editor);
    return editor;
  };

  test('enters', () => {
    const editor = begun().expectState(state);
    expect(editor.objects).toEqual([]);
    const { shapes, guides } = editor.editor.overlay();
    if (!state.endsWith('pressing') || state === 'point.pressing')
      expect(shapes.length + guides.length).toBeGreaterThan(0);
  });

  test('finishes', () => {
    const editor = begun();
    end(editor);
    editor.expectDrawn(drawn);
    expect(editor.objects).toHaveLength(1);
    expect(editor.editor.undo()).toBe(true);
    expect(editor.objects).toEqual([]);
  });

  test('escape restores', () => {
    const editor = begun();
    const before = editor.text;
    editor.key('Escape').expectState(`${choose}.idle`);
    expect(editor.text).toBe(before);
    expect(editor.editor.undo()).toBe(false);
    expect(editor.editor.overlay().shapes).toEqual([]);
  });
});

test('undo in a draft takes back the last vertex, redo puts it back, without a trace in the document', () => {
  const editor = new TestEditor().choose('polygon').clicks(...ring, [100, 300], [50, 200]);
  editor.editor.undo();
  editor.editor.undo();
  editor.editor.redo();
  editor.key('n').expectDrawn({ polygon: [...ring, [100, 300]] });
});

test('the right button and Backspace take back a vertex, the first one ends the draft', () => {
  const editor = new TestEditor().choose('polygon').clicks(...ring);
  expect(editor.rightClick(0, 0)).toBe(false);
  editor.keys('Backspace').expectState('polygon.placing');
  editor.keys('Backspace').expectState('polygon.idle');
});

test('after an object the select tool is back, unless the tool is kept', () => {
  new TestEditor().choose('point').click(10, 10).expectState('select.idle');
  const kept = new TestEditor({ options: { fastToolSelection: true } }).choose('point').click(10, 10);
  kept.expectState('point.idle').click(20, 20);
  expect(kept.objects).toHaveLength(2);
  kept.key('Escape').expectState('select.idle');
});

test('a class key changes the class of the draft of the same kind', () => {
  const editor = new TestEditor()
    .choose('polygon')
    .clicks(...ring)
    .choose('road');
  editor.expectState('polygon.placing').key('n').expectDrawn({ schemaId: 'road' });
});

test('a class of another kind gives up the draft', () => {
  new TestEditor()
    .choose('polygon')
    .clicks(...ring)
    .choose('point')
    .expectState('point.idle');
});

test('a disabled class and an unknown one are refused', () => {
  const editor = new TestEditor();
  expect(editor.editor.chooseClass('old')).toBe(false);
  editor.expectRefused('class-disabled');
  expect(editor.editor.chooseClass('nothing')).toBe(false);
});

test('what is too small for its class is refused', () => {
  const editor = new TestEditor()
    .choose('large')
    .drag([
      [100, 100],
      [130, 130],
    ])
    .expectRefused('too-small');
  expect(editor.objects).toEqual([]);
});

test('a box is clamped to the picture', () => {
  new TestEditor()
    .choose('bounding-box')
    .drag([
      [900, 900],
      [1200, 1100],
    ])
    .expectDrawn({
      'bounding-box': { x: 900, y: 900, width: 100, height: 100 },
    });
});

test('nothing is drawn where only reading is allowed', () => {
  const editor = new TestEditor({ rights: { mode: 'readonly' } }).choose('point').click(10, 10);
  editor.expectRefused('read-only');
  expect(editor.objects).toEqual([]);
});

test('a page of its own is written into what is drawn', () => {
  new TestEditor({ page: 3 }).choose('point').click(10, 10).expectDrawn({ page: 3 });
});

test('snapping takes the vertex of a neighbour, and Ctrl suspends it', () => {
  const objects = [shape('a', 'bounding-box', { x: 100, y: 100, width: 50, height: 50 })];
  const drawn = (ctrl: boolean) => {
    const editor = new TestEditor({ objects, options: { snapping: true } }).choose('point');
    return editor.click(153, 147, { ctrl }).last.point;
  };
  expect(drawn(false)).toEqual([150, 150]);
  expect(drawn(true)).toEqual([153, 147]);
});

test('with scissors the ring is cut out of the selected polygon', () => {
  const polygon = [
    [0, 0],
    [400, 0],
    [400, 400],
    [0, 400],
  ];
  const editor = new TestEditor({ objects: [shape('a', 'polygon', polygon)], options: { scissors: true } });
  editor.choose('polygon').select('a').clicks([100, 100], [200, 100], [200, 200]).key('n');
  editor.expectMember('a', { polygonHoles: [expect.anything()] });
  expect(editor.objects).toHaveLength(1);
});

test('a new polygon leaves its neighbours what they have, and becomes several where they part it', () => {
  const bar = [
    [180, 0],
    [220, 0],
    [220, 400],
    [180, 400],
  ];
  const editor = new TestEditor({ objects: [shape('a', 'polygon', bar)] }).choose('road');
  editor.clicks([100, 100], [300, 100], [300, 200], [100, 200]).key('n');
  expect(editor.objects.map(({ schemaId }) => schemaId)).toEqual(['polygon', 'road', 'road']);
  expect(editor.model.selection.keys.size).toBe(2);
});

test('a line goes on from the end of the selected one', () => {
  const editor = new TestEditor({
    objects: [
      shape('a', 'polyline', [
        [10, 10],
        [100, 10],
      ]),
    ],
  }).choose('polyline');
  editor.select('a').clicks([10, 10], [10, 200]).key('n');
  editor.expectMember('a', {
    polyline: [
      [100, 10],
      [10, 10],
      [10, 200],
    ],
  });
  expect(editor.objects).toHaveLength(1);
});

test('areas of one instance are one object, and scissors make a hole in it', () => {
  const editor = new TestEditor().choose('segmentation');
  area(editor)
    .key('n')
    .drag([
      [500, 500],
      [600, 500],
      [600, 600],
    ])
    .key('n');
  expect(editor.objects).toHaveLength(1);
  expect(editor.last).toMatchObject({ segmentation: { zones: [{}, {}] } });
  editor.editor.setOptions({ scissors: true });
  editor
    .drag([
      [150, 150],
      [200, 150],
      [200, 200],
    ])
    .key('n');
  expect(editor.last).toMatchObject({
    segmentation: { zones: expect.arrayContaining([{ region: expect.anything(), holes: [expect.anything()] }]) },
  });
  editor.key('Escape').expectState('select.idle');
});

test('without Overwrite a new area stops at its neighbour, with it the neighbour loses', () => {
  const zones = [
    {
      region: [
        [200, 0],
        [400, 0],
        [400, 400],
        [200, 400],
      ],
      holes: [],
    },
  ];
  const draw = (overwrite: boolean) => {
    const editor = new TestEditor({ objects: [shape('a', 'segmentation', { zones })], options: { overwrite } });
    area(editor.choose('segmentation')).key('n');
    return editor.objects.map(({ segmentation }) => JSON.stringify(segmentation).includes('[300,'));
  };
  expect(draw(false)).toEqual([false, false]);
  expect(draw(true)).toEqual([true, true]);
});

test('the lasso fixes the path by itself after the pointer rested', () => {
  const tracer = {
    trace: (from: Point, to: Point, done: (path: Point[]) => void) => done([from, [to[0], from[1]], to]),
  };
  const editor = new TestEditor({ options: { lasso: true }, tracer }).choose('polygon').click(100, 100);
  editor.pointerMove(300, 300).pass(1600).pointerMove(100, 400).key('n');
  editor.expectDrawn({
    polygon: [
      [100, 100],
      [300, 100],
      [300, 300],
      [100, 300],
      [100, 400],
    ],
  });
});

test('Space pans in the middle of a draft, and the wheel zooms at the pointer', () => {
  const editor = new TestEditor().choose('polygon').clicks(...ring);
  editor.editor.keyDown({ key: ' ' });
  editor.drag([
    [500, 500],
    [550, 520],
  ]);
  editor.editor.keyUp({ key: ' ' });
  editor.expectState('polygon.placing');
  expect(editor.editor.view.view).toMatchObject({ x: 50, y: 20 });
  editor.wheel(50, 20, -100);
  expect(editor.editor.view.view).toMatchObject({ x: 50, y: 20 });
  expect(editor.editor.view.scale).toBeGreaterThan(1);
});
