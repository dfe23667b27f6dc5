import { describe, expect, test } from 'vitest';
import type { Member, Point } from '../../model/answer';
import { shape, TestEditor, type TestEditorOptions } from '../../testing/TestEditor';

const square: Point[] = [
  [100, 100],
  [300, 100],
  [300, 300],
  [100, 300],
];
const objects: readonly Member[] = [
  shape('box', 'bounding-box', { x: 100, y: 100, width: 200, height: 100 }),
  shape('turned', 'rotated-bounding-box', { x: 500, y: 100, width: 100, height: 60, rotation: 0 }),
  shape('circle', 'circle', { x: 150, y: 500, radius: 50 }),
  shape(
    'polygon',
    'polygon',
    square.map(([x, y]) => [x + 300, y + 300]),
  ),
  shape('line', 'polyline', [
    [700, 700],
    [800, 700],
    [800, 800],
  ]),
  shape('spline', 'spline', [
    [100, 700],
    [200, 800],
    [300, 700],
  ]),
  shape('point', 'point', [900, 100]),
];

interface Row {
  readonly state: string;
  readonly selected?: string;
  readonly begin: (editor: TestEditor) => void;
  readonly end: (editor: TestEditor) => void;
  readonly changed: string;
  readonly fields: object;
}

const rows: readonly Row[] = [
  {
    state: 'select.pressingShape',
    begin: (editor) => editor.pointerDown(200, 150),
    end: (editor) => editor.pointerMove(220, 150).pointerUp(230, 160),
    changed: 'box',
    fields: { 'bounding-box': { x: 130, y: 110, width: 200, height: 100 } },
  },
  {
    state: 'select.moving',
    begin: (editor) => editor.pointerDown(200, 150).pointerMove(220, 150),
    end: (editor) => editor.pointerUp(230, 160, { shift: true }),
    changed: 'box',
    fields: { 'bounding-box': { x: 130, y: 100, width: 200, height: 100 } },
  },
  {
    state: 'select.pressingHandle',
    selected: 'box',
    begin: (editor) => editor.pointerDown(300, 200),
    end: (editor) => editor.pointerUp(300, 200).expectState('select.resizing').click(350, 260),
    changed: 'box',
    fields: { 'bounding-box': { x: 100, y: 100, width: 250, height: 160 } },
  },
  {
    state: 'select.resizing',
    selected: 'box',
    begin: (editor) => editor.pointerDown(300, 200).pointerMove(310, 210),
    end: (editor) => editor.pointerUp(50, 50),
    changed: 'box',
    fields: { 'bounding-box': { x: 50, y: 50, width: 50, height: 50 } },
  },
  {
    state: 'select.rotating',
    selected: 'turned',
    begin: (editor) => editor.pointerDown(550, 76).pointerMove(560, 80),
    end: (editor) => editor.pointerUp(700, 132, { shift: true }),
    changed: 'turned',
    fields: { 'rotated-bounding-box': { rotation: 90, width: 100, height: 60 } },
  },
  {
    state: 'select.draggingVertex',
    selected: 'polygon',
    begin: (editor) => editor.pointerDown(400, 400).pointerMove(390, 390),
    end: (editor) => editor.pointerUp(350, 360),
    changed: 'polygon',
    fields: {
      polygon: [
        [350, 360],
        [600, 400],
        [600, 600],
        [400, 600],
      ],
    },
  },
  {
    state: 'select.draggingTangent',
    selected: 'spline',
    begin: (editor) => editor.pointerDown(200, 800, { alt: true }).pointerMove(220, 800, { alt: true }),
    end: (editor) => editor.pointerUp(230, 800, { alt: true }),
    changed: 'spline',
    fields: {
      splineBezier: expect.arrayContaining([
        [170, 800],
        [230, 800],
      ]),
    },
  },
  {
    state: 'select.verticesMarked',
    selected: 'polygon',
    begin: (editor) =>
      editor.drag(
        [
          [350, 350],
          [650, 450],
        ],
        { shift: true },
      ),
    end: (editor) => editor.keys('ArrowUp').key('ArrowUp', { shift: true }),
    changed: 'polygon',
    fields: {
      polygon: [
        [400, 389],
        [600, 389],
        [600, 600],
        [400, 600],
      ],
    },
  },
  {
    state: 'select.movingVertices',
    selected: 'polygon',
    begin: (editor) =>
      editor
        .drag(
          [
            [350, 350],
            [650, 450],
          ],
          { shift: true },
        )
        .pointerDown(600, 400)
        .pointerMove(605, 400),
    end: (editor) => editor.pointerUp(620, 410),
    changed: 'polygon',
    fields: {
      polygon: [
        [420, 410],
        [620, 410],
        [600, 600],
        [400, 600],
      ],
    },
  },
  {
    state: 'select.keyboardHandles',
    selected: 'box',
    begin: (editor) => editor.keys('Enter', 'Tab', 'ArrowUp'),
    end: (editor) => editor.key('ArrowUp', { shift: true }).key('Enter'),
    changed: 'box',
    fields: { 'bounding-box': { x: 100, y: 89, width: 200, height: 111 } },
  },
];

describe.each(rows)('$state', ({ state, selected, begin, end, changed, fields }) => {
  const begun = () => {
    const editor = new TestEditor({ objects });
    if (selected) editor.select(selected);
    begin(editor);
    return editor;
  };

  test('enters', () => {
    const editor = begun().expectState(state);
    expect(editor.objects).toEqual(objects);
  });

  test('finishes, as one step', () => {
    const editor = begun();
    const before = editor.text;
    end(editor);
    editor.expectMember(changed, fields);
    while (editor.editor.tool.state.isDraft) editor.key('Escape');
    editor.editor.undo();
    if (state !== 'select.verticesMarked') expect(editor.text).toBe(before);
  });

  test('escape restores', () => {
    const editor = begun();
    const before = editor.text;
    editor.key('Escape').expectState('select.idle');
    expect(editor.text).toBe(before);
    expect(editor.editor.undo()).toBe(false);
  });
});

const started = (more: TestEditorOptions = {}) => new TestEditor({ objects, ...more });
const selected = (editor: TestEditor) => [...editor.model.selection.keys];

describe('select.marquee', () => {
  test('enters', () => {
    started().pointerDown(50, 50).pointerMove(80, 80).expectState('select.marquee');
  });

  test('finishes: to the right with what is inside, to the left with what is touched', () => {
    expect(
      selected(
        started().drag([
          [50, 50],
          [320, 220],
        ]),
      ),
    ).toEqual(['box']);
    expect(
      selected(
        started().drag([
          [50, 50],
          [280, 220],
        ]),
      ),
    ).toEqual([]);
    expect(
      selected(
        started().drag([
          [280, 220],
          [50, 50],
        ]),
      ),
    ).toEqual(['box']);
  });

  test('finishes with a lasso', () => {
    expect(
      selected(
        started().drag(
          [
            [50, 400],
            [250, 400],
            [250, 600],
            [50, 600],
          ],
          { alt: true },
        ),
      ),
    ).toEqual(['circle']);
  });

  test('escape restores', () => {
    const editor = started().select('point').pointerDown(50, 50).pointerMove(400, 400).key('Escape');
    expect(selected(editor.pointerUp(400, 400))).toEqual(['point']);
  });
});

describe('select.markingVertices', () => {
  const marking = () =>
    started().select('polygon').pointerDown(350, 350, { shift: true }).pointerMove(650, 450, { shift: true });

  test('enters', () => {
    const editor = marking().expectState('select.markingVertices');
    expect(editor.editor.overlay().handles.filter(({ active }) => active)).toHaveLength(2);
  });

  test('finishes with nothing when nothing is inside', () => {
    marking().pointerUp(360, 360).expectState('select.idle');
  });

  test('escape restores', () => {
    marking().key('Escape').expectState('select.idle').expectMember('polygon', { polygon: objects[3]?.polygon });
  });

  test('marked vertices are deleted together', () => {
    const editor = started()
      .select('polygon')
      .drag(
        [
          [350, 350],
          [450, 450],
        ],
        { shift: true },
      )
      .key('Delete');
    editor
      .expectMember('polygon', {
        polygon: [
          [600, 400],
          [600, 600],
          [400, 600],
        ],
      })
      .expectState('select.idle');
  });
});

describe('clicks', () => {
  test('select the object under the pointer, and nothing on empty ground', () => {
    const editor = started().click(200, 150);
    expect(selected(editor)).toEqual(['box']);
    expect(selected(editor.click(50, 950))).toEqual([]);
  });

  test('with Shift add and take away', () => {
    const editor = started().click(200, 150).click(900, 100, { shift: true });
    expect(selected(editor)).toEqual(['box', 'point']);
    expect(selected(editor.click(200, 150, { shift: true }))).toEqual(['point']);
  });

  test('at the same place walk down the stack, from the smallest to the largest', () => {
    const stack = [
      shape('large', 'bounding-box', { x: 0, y: 0, width: 500, height: 500 }),
      shape('small', 'bounding-box', { x: 100, y: 100, width: 200, height: 200 }),
    ];
    const editor = new TestEditor({ objects: stack });
    const walk = [1, 2, 3].map(() => selected(editor.click(200, 200))[0]);
    expect(walk).toEqual(['small', 'large', 'small']);
  });

  test('do not reach hidden objects', () => {
    const editor = started();
    editor.model.visibility.hide(['box']);
    expect(selected(editor.click(200, 150))).toEqual([]);
  });

  test('with Ctrl on an edge or a vertex add a vertex, with Ctrl and the right button delete it', () => {
    const editor = started().select('polygon').click(500, 400, { ctrl: true });
    editor.expectMember('polygon', {
      polygon: [
        [400, 400],
        [500, 400],
        [600, 400],
        [600, 600],
        [400, 600],
      ],
    });
    expect(editor.rightClick(500, 400, { ctrl: true })).toBe(false);
    editor.expectMember('polygon', {
      polygon: [
        [400, 400],
        [600, 400],
        [600, 600],
        [400, 600],
      ],
    });
    editor.click(600, 400, { ctrl: true });
    editor.expectMember('polygon', {
      polygon: [
        [400, 400],
        [600, 400],
        [600, 500],
        [600, 600],
        [400, 600],
      ],
    });
  });

  test('of the right button elsewhere ask for the menu and select what is there', () => {
    const editor = started();
    expect(editor.rightClick(200, 150)).toBe(true);
    expect(selected(editor)).toEqual(['box']);
  });

  test('with Shift on a vertex of a line split it', () => {
    const editor = started().select('line').click(800, 700, { shift: true });
    editor.expectMember('line', {
      polyline: [
        [700, 700],
        [800, 700],
      ],
    });
    expect(editor.last).toMatchObject({
      schemaId: 'polyline',
      polyline: [
        [800, 700],
        [800, 800],
      ],
    });
  });

  test('with Alt on a knot make a corner of it, and smooth again', () => {
    const editor = started().select('spline').click(200, 800, { alt: true });
    const corner = editor.model.store.get('objects', 'spline');
    expect(corner?.splineBezier).toMatchObject({ 2: [200, 800], 3: [200, 800], 4: [200, 800] });
  });

  test('twice zoom in on empty ground, and open the form of an object', () => {
    const editor = started().doubleClick(50, 950);
    expect(editor.editor.view.scale).toBe(2);
    const opened = started().doubleClick(200, 150);
    expect(opened.events).toContainEqual({ kind: 'open', key: 'box' });
  });
});

describe('resizing', () => {
  test('with Shift keeps the proportions, with Alt the middle', () => {
    const editor = started()
      .select('box')
      .drag(
        [
          [300, 200],
          [500, 210],
        ],
        { shift: true },
      );
    editor.expectMember('box', { 'bounding-box': { x: 100, y: 100, width: 400, height: 200 } });
    const other = started()
      .select('box')
      .drag(
        [
          [300, 150],
          [320, 150],
        ],
        { alt: true },
      );
    other.expectMember('box', { 'bounding-box': { x: 80, y: 100, width: 240, height: 100 } });
  });

  test('past the opposite side turns the shape over, never a negative size', () => {
    const editor = started()
      .select('turned')
      .drag([
        [500, 130],
        [650, 130],
      ]);
    editor.expectMember('turned', { 'rotated-bounding-box': { x: 600, y: 100, width: 50, height: 60 } });
  });

  test('of a circle moves its rim', () => {
    started()
      .select('circle')
      .drag([
        [200, 500],
        [230, 500],
      ])
      .expectMember('circle', { circle: { x: 150, y: 500, radius: 80 } });
  });
});

test('a locked object is selected but neither moved nor given handles', () => {
  const locked = [shape('a', 'bounding-box', { x: 100, y: 100, width: 100, height: 100 }, { lock: true })];
  const editor = new TestEditor({ objects: locked }).drag([
    [150, 150],
    [200, 200],
  ]);
  expect(selected(editor)).toEqual(['a']);
  expect(editor.objects).toEqual(locked);
  expect(editor.editor.overlay().handles).toEqual([]);
});

test('nothing is changed where only reading is allowed', () => {
  const editor = started({ rights: { mode: 'readonly' } })
    .select('box')
    .drag([
      [200, 150],
      [300, 300],
    ]);
  expect(editor.objects).toEqual(objects);
});

test('with topology a shared vertex moves in all shapes, in one step', () => {
  const shared = [
    shape('a', 'polygon', [
      [100, 100],
      [300, 100],
      [300, 300],
    ]),
    shape('b', 'polygon', [
      [300, 300],
      [500, 300],
      [500, 500],
    ]),
  ];
  const editor = new TestEditor({ objects: shared, options: { topology: true } }).select('a');
  editor.drag([
    [300, 300],
    [320, 330],
  ]);
  editor.expectMember('a', {
    polygon: [
      [100, 100],
      [300, 100],
      [320, 330],
    ],
  });
  editor.expectMember('b', {
    polygon: [
      [320, 330],
      [500, 300],
      [500, 500],
    ],
  });
  editor.editor.undo();
  expect(editor.objects).toEqual(shared);
});

test('Alt and arrows nudge, comma and full stop turn', () => {
  const editor = started()
    .select('box', 'point')
    .key('ArrowRight', { alt: true })
    .key('ArrowDown', { alt: true, shift: true });
  editor.expectMember('box', { 'bounding-box': { x: 101, y: 110, width: 200, height: 100 } });
  editor.expectMember('point', { point: [901, 110] });
  started()
    .select('turned')
    .keys('.', '.')
    .key('.', { alt: true })
    .expectMember('turned', { 'rotated-bounding-box': { rotation: 12 } });
});

test('an object that goes while it is dragged is left alone', () => {
  const editor = started().select('box').pointerDown(200, 150).pointerMove(250, 150);
  editor.model.commit('Delete', [{ kind: 'remove', list: 'objects', key: 'box' }]);
  expect(editor.pointerUp(260, 150).objects).toHaveLength(objects.length - 1);
});

test('Alt and a click on the outline redraw a part of it', () => {
  const editor = started().select('polygon').click(450, 400, { alt: true }).expectState('redraw.placing');
  editor.clicks([500, 350], [550, 400]).expectState('select.idle');
  editor.expectMember('polygon', {
    polygon: [
      [550, 400],
      [600, 400],
      [600, 600],
      [400, 600],
      [400, 400],
      [450, 400],
      [500, 350],
    ],
  });
});

test('escape in redrawing restores', () => {
  const editor = started().select('polygon').click(450, 400, { alt: true }).click(500, 350).key('Escape');
  expect(editor.objects).toEqual(objects);
});

describe('redraw.choosingSide', () => {
  const bitten = [
    [0, 0],
    [40, 0],
    [50, 10],
    [60, 0],
    [100, 0],
    [100, 900],
    [0, 900],
  ];
  const begun = () => {
    const editor = new TestEditor({ objects: [shape('a', 'polygon', bitten)] }).select('a');
    return editor.click(20, 0, { alt: true }).clicks([60, 200], [100, 450]);
  };

  test('enters when the shorter side has more vertices', () => {
    begun().expectState('redraw.choosingSide');
  });

  test('finishes with the side that the pointer shows', () => {
    const upper = begun().click(100, 10).expectState('select.idle').objects[0]?.polygon;
    const lower = begun().click(100, 890).objects[0]?.polygon;
    expect([upper, lower].map((ring) => JSON.stringify(ring).includes('[50,10]'))).toEqual([false, true]);
  });

  test('escape restores', () => {
    begun().key('Escape').expectMember('a', { polygon: bitten });
  });
});

test('a selected object that is hidden has no handles and is not moved', () => {
  const editor = new TestEditor({ objects });
  editor.editor.select(['box']);
  expect(editor.editor.overlay().handles.length).toBeGreaterThan(0);
  editor.model.visibility.hide(['box']);
  expect(editor.editor.overlay().handles).toEqual([]);
  expect([...editor.model.selection.keys]).toEqual(['box']);
});
