import { describe, expect, test } from 'vitest';
import { areaOf } from '../geometry/measure';
import { readGeometry } from '../geometry/readGeometry';
import type { Member } from '../model/answer';
import { shape, TestEditor, type TestEditorOptions } from '../testing/TestEditor';
import { convertSelection } from './edits/convertSelection';
import { moveSelection, showObjects, simplifySelection } from './edits/transformSelection';

const objects: readonly Member[] = [
  shape('a', 'bounding-box', { x: 100, y: 100, width: 100, height: 100 }),
  shape('b', 'bounding-box', { x: 400, y: 100, width: 100, height: 100 }),
  shape('c', 'polygon', [
    [400, 400],
    [600, 400],
    [600, 600],
    [400, 600],
  ]),
  shape('d', 'polygon', [
    [500, 500],
    [700, 500],
    [700, 700],
    [500, 700],
  ]),
  shape('e', 'polyline', [
    [100, 700],
    [200, 700],
  ]),
  shape('f', 'polyline', [
    [300, 700],
    [205, 700],
  ]),
];
const started = (more: TestEditorOptions = {}) => new TestEditor({ objects, ...more });
const relations = ({ model }: TestEditor) => model.store.members('relations');
const area = (member: Member | undefined) => {
  const geometry = member && readGeometry(member);
  return geometry ? areaOf(geometry) : 0;
};

describe('one-to-one.choosingTarget', () => {
  const begun = () => started().choose('one-to-one').click(150, 150);

  test('enters', () => {
    const editor = begun().pointerMove(300, 300).expectState('one-to-one.choosingTarget');
    expect(editor.editor.overlay().arrows).toMatchObject([{ from: [150, 150], to: [300, 300] }]);
  });

  test('finishes', () => {
    const editor = begun().click(450, 150).expectState('select.idle');
    expect(relations(editor)).toMatchObject([{ schemaId: 'one-to-one', from: 'a', to: 'b', direction: 'straight' }]);
    expect(editor.editor.overlay().arrows).toMatchObject([{ from: [150, 150], to: [450, 150] }]);
  });

  test('escape restores', () => {
    const editor = begun().key('Escape').expectState('one-to-one.idle').click(800, 800);
    expect(relations(editor)).toEqual([]);
  });

  test('does not join an object with itself, and goes back by a double click on nothing', () => {
    const editor = begun().click(150, 150).expectState('one-to-one.choosingTarget');
    expect(relations(editor.doubleClick(900, 900).expectState('one-to-one.idle'))).toEqual([]);
  });

  test('begins with the selected object by a command', () => {
    const editor = started()
      .select('b')
      .key('r', { alt: true })
      .expectState('one-to-one.choosingTarget')
      .click(150, 150);
    expect(relations(editor)).toMatchObject([{ from: 'b', to: 'a' }]);
  });

  test('of one to many goes on from the same source', () => {
    const editor = started().choose('many').click(150, 150).click(450, 150).expectState('one-to-one.choosingTarget');
    editor.click(410, 410).key('Escape');
    expect(relations(editor)).toMatchObject([
      { from: 'a', to: 'b' },
      { from: 'a', to: 'c' },
    ]);
  });

  test('the arrow follows its objects, and goes with them', () => {
    const editor = begun()
      .click(450, 150)
      .drag([
        [150, 150],
        [150, 250],
      ]);
    expect(editor.editor.overlay().arrows).toMatchObject([{ from: [150, 250] }]);
    editor.select('b').key('Delete');
    expect([editor.editor.overlay().arrows, relations(editor)]).toEqual([[], []]);
    editor.editor.undo();
    expect(editor.editor.overlay().arrows).toHaveLength(1);
  });
});

describe('group.collecting', () => {
  const begun = () => started().choose('group').click(150, 150).click(450, 150);

  test('enters', () => {
    const editor = begun().expectState('group.collecting');
    expect(editor.editor.overlay().guides).toHaveLength(2);
  });

  test('finishes', () => {
    const editor = begun().click(410, 410).click(450, 150).key('n');
    expect(relations(editor)).toMatchObject([{ schemaId: 'group', group: ['a', 'c'] }]);
  });

  test('escape restores', () => {
    expect(relations(begun().key('Escape').expectState('group.idle'))).toEqual([]);
  });

  test('of the selection is finished at once', () => {
    const editor = started().select('a', 'b').key('r', { alt: true }).expectState('group.idle').key('n');
    expect(relations(editor)).toMatchObject([{ group: ['a', 'b'] }]);
  });
});

describe('slice.placing', () => {
  const begun = () => {
    const editor = started().select('c').key('x', { alt: true });
    return editor.click(450, 300);
  };

  test('enters', () => {
    begun().expectState('slice.placing');
  });

  test('finishes: the larger piece keeps the object, the other becomes a new one', () => {
    const editor = begun().click(450, 700).key('n').expectState('select.idle');
    expect([area(editor.objects.find(({ objectId }) => objectId === 'c')), area(editor.last)]).toEqual([30000, 10000]);
    expect(editor.model.selection.keys.size).toBe(2);
    editor.editor.undo();
    expect(editor.objects).toEqual(objects);
  });

  test('escape restores', () => {
    expect(begun().key('Escape').objects).toEqual(objects);
  });

  test('says when it misses', () => {
    const editor = begun().click(300, 300).key('n').expectRefused('empty');
    expect(editor.objects).toEqual(objects);
  });
});

describe('region.placing', () => {
  const begun = () => {
    const editor = started();
    editor.editor.useTool('region');
    return editor.clicks([10, 10], [200, 10], [200, 200]);
  };

  test('enters', () => {
    begun().expectState('region.placing');
  });

  test('finishes without changing the document', () => {
    const editor = begun().key('n').expectState('select.idle');
    expect(editor.editor.region).toEqual([
      [
        [10, 10],
        [200, 10],
        [200, 200],
      ],
    ]);
    expect(editor.objects).toEqual(objects);
    expect(editor.editor.overlay().guides).toHaveLength(1);
  });

  test('escape restores', () => {
    expect(begun().key('Escape').editor.region).toBeNull();
  });
});

describe('measure.placing', () => {
  const measured = (measureAs: 'line' | 'angle' | 'area', ...places: readonly (readonly [number, number])[]) => {
    const editor = started({ options: { measureAs } });
    editor.editor.useTool('measure');
    return editor.clicks(...places);
  };
  const texts = ({ events }: TestEditor) => events.flatMap((event) => (event.kind === 'measured' ? event.text : []));

  test('enters', () => {
    measured('line', [10, 10]).expectState('measure.placing');
  });

  test('finishes with a length, an angle, an area, and stores nothing', () => {
    const line = measured('line', [0, 0], [30, 40]).expectState('measure.idle');
    expect(texts(line)).toEqual(['50.0 px']);
    expect(line.editor.overlay().shapes).toMatchObject([{ label: '50.0 px' }]);
    expect(texts(measured('angle', [100, 0], [0, 0], [0, 50]))).toEqual(['90.0°']);
    expect(texts(measured('area', [0, 0], [100, 0], [100, 50]).key('n'))).toEqual(['2500.0 px²']);
    expect(line.objects).toEqual(objects);
  });

  test('escape restores', () => {
    const editor = measured('line', [10, 10]).key('Escape').expectState('measure.idle');
    expect(editor.editor.overlay().shapes).toEqual([]);
  });

  test('works where only reading is allowed', () => {
    const editor = started({ rights: { mode: 'readonly' } });
    editor.editor.useTool('measure');
    expect(texts(editor.clicks([0, 0], [30, 40]))).toEqual(['50.0 px']);
  });
});

test('an issue is pinned to the object under the pointer, or with Ctrl to the place', () => {
  const pinned = (ctrl: boolean) => {
    const editor = started();
    editor.editor.useTool('issue');
    editor.click(150, 150, { ctrl }).expectState('select.idle');
    return editor.events.find((event) => event.kind === 'issue');
  };
  expect(pinned(false)).toEqual({ kind: 'issue', point: [150, 150], key: 'a' });
  expect(pinned(true)).toEqual({ kind: 'issue', point: [150, 150], key: null });
});

describe('shapes combined', () => {
  const combined = (key: string, shift = false) => started().select('c', 'd').key(key, { shift });

  test('by union become one, with the first object', () => {
    const editor = combined('m');
    expect(editor.objects.map(({ objectId }) => objectId)).toEqual(['a', 'b', 'c', 'e', 'f']);
    expect(area(editor.objects[2])).toBe(70000);
    editor.editor.undo();
    expect(editor.objects).toEqual(objects);
  });

  test('by subtraction keep what was subtracted', () => {
    const editor = combined('M', true);
    expect([area(editor.objects[2]), area(editor.objects[3])]).toEqual([30000, 40000]);
  });

  test('by intersection and exclusion', () => {
    const editor = started().select('c', 'd');
    editor.actions.edit('intersect');
    expect(area(editor.objects[2])).toBe(10000);
    editor.editor.undo();
    editor.select('c', 'd').actions.edit('exclude');
    expect(area(editor.objects[2]) + area(editor.last)).toBe(60000);
  });

  test('need two', () => {
    const { actions } = started().select('c');
    expect([actions.canEdit('union'), actions.canEdit('join'), actions.canEdit('shrink')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

test('nudges of one selection are one step, of another one another', () => {
  const editor = started().select('a').key('ArrowRight', { alt: true }).key('ArrowRight', { alt: true });
  editor.select('b').key('ArrowRight', { alt: true });
  editor.editor.undo();
  editor.expectMember('a', { 'bounding-box': { x: 102 } }).expectMember('b', { 'bounding-box': { x: 400 } });
  editor.editor.undo();
  expect(editor.objects).toEqual(objects);
});

test('the selection is moved by two clicks, without a drag', () => {
  const editor = started().select('a', 'b');
  expect(moveSelection(editor.editor, [150, 150])).toBe(true);
  editor.pointerMove(160, 170).expectState('select.moving').click(170, 180);
  editor
    .expectMember('a', { 'bounding-box': { x: 120, y: 130 } })
    .expectMember('b', { 'bounding-box': { x: 420, y: 130 } });
});

test('Alt and a click copy the border of a neighbour between the last vertex and the new one', () => {
  const editor = started().choose('polygon').clicks([300, 150], [400, 150]).click(450, 200, { alt: true });
  editor
    .click(300, 250)
    .key('n')
    .expectDrawn({
      polygon: [
        [300, 150],
        [400, 150],
        [400, 200],
        [450, 200],
        [300, 250],
      ],
    });
});

test('objects are brought into sight', () => {
  const editor = started();
  expect([showObjects(editor.editor, ['a', 'b']), showObjects(editor.editor, ['gone'])]).toEqual([true, false]);
  const { minX, maxX } = editor.editor.view.visible();
  expect([minX < 100, maxX > 500, maxX - minX < 600]).toEqual([true, true, true]);
});

test('when the window loses the focus nothing is held any more', () => {
  const editor = started().choose('polygon').clicks([10, 10], [90, 10]);
  editor.editor.keyDown({ key: ' ' });
  editor.editor.blur();
  editor.expectState('polygon.idle').drag([
    [10, 10],
    [50, 50],
  ]);
  expect(editor.editor.view.view).toMatchObject({ x: 0, y: 0 });
});

test('a double click ends a line, and counts its place once', () => {
  const editor = started().choose('polygon').click(10, 10).doubleClick(90, 10).expectRefused('too-small');
  editor
    .expectState('polygon.placing')
    .doubleClick(90, 90)
    .expectDrawn({
      polygon: [
        [10, 10],
        [90, 10],
        [90, 90],
      ],
    });
});

test('two lines are joined at their nearest ends', () => {
  const editor = started().select('e', 'f');
  expect(editor.actions.canEdit('join')).toBe(true);
  editor.actions.edit('join');
  editor.expectMember('e', {
    polyline: [
      [100, 700],
      [200, 700],
      [205, 700],
      [300, 700],
    ],
  });
  expect(editor.objects).toHaveLength(objects.length - 1);
});

test('shapes become other kinds at their place in the order, and back by undo', () => {
  const editor = started().select('a');
  expect(convertSelection(editor.editor, 'polygon')).toBe(true);
  editor.expectMember('a', {
    schemaId: 'polygon',
    polygon: [
      [100, 100],
      [200, 100],
      [200, 200],
      [100, 200],
    ],
  });
  expect(editor.objects[0]).not.toHaveProperty('bounding-box');
  expect(convertSelection(editor.editor, 'segmentation')).toBe(true);
  expect(convertSelection(editor.editor, 'polyline')).toBe(false);
  editor.expectRefused('wrong-kind');
  editor.editor.undo();
  editor.editor.undo();
  expect(editor.objects).toEqual(objects);
});

test('a box shrinks to the strongest edges inside of it', () => {
  const pixels = {
    width: 1000,
    height: 1000,
    read: (x: number, y: number, width: number, height: number) =>
      Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => {
        const [column, row] = [x + (Math.floor(index / 4) % width), y + Math.floor(index / 4 / width)];
        return column >= 120 && column < 170 && row >= 130 && row < 180 ? 0 : 250;
      }),
  };
  const editor = started({ pixels }).select('a').key('C', { shift: true });
  editor.expectMember('a', { 'bounding-box': { x: 120, y: 130, width: 50, height: 50 } });
});

test('simplifying drops vertices that say nothing', () => {
  const line = shape('line', 'polyline', [
    [0, 0],
    [50, 0.2],
    [100, 0],
  ]);
  const editor = new TestEditor({ objects: [line] }).select('line');
  expect(simplifySelection(editor.editor, 10)).toBe(true);
  editor.expectMember('line', {
    polyline: [
      [0, 0],
      [100, 0],
    ],
  });
});

test('Shift+N ends the shape and keeps the tool', () => {
  const editor = started().choose('polygon').clicks([10, 10], [90, 10], [90, 90]).key('N', { shift: true });
  editor.expectState('polygon.idle').expectDrawn({
    polygon: [
      [10, 10],
      [90, 10],
      [90, 90],
    ],
  });
});

describe('the pixel cursor', () => {
  const drawn = (schemaId: string, ...keys: readonly string[]) => {
    const editor = new TestEditor().choose(schemaId).key('C', { alt: true, shift: true });
    for (const key of keys) editor.key(key.replace('^', ''), { shift: key.startsWith('^') });
    return editor;
  };
  const right = ['^ArrowRight', '^ArrowRight', '^ArrowRight'];
  const down = ['^ArrowDown', '^ArrowDown', '^ArrowDown'];

  test.each([
    ['bounding-box', ['Enter', ...right, ...down, 'Enter'], { x: 500, y: 500, width: 30, height: 30 }],
    ['rotated-bounding-box', ['Enter', ...right, ...down, 'Enter'], { x: 500, y: 500, width: 30, height: 30 }],
    ['circle', ['Enter', ...right, 'Enter'], { x: 500, y: 500, radius: 30 }],
    ['ellipse', ['Enter', ...right, ...down, 'Enter'], { x: 515, y: 515, radiusX: 15, radiusY: 15 }],
    [
      'polygon',
      ['Enter', ...right, 'Enter', ...down, 'Enter', 'n'],
      [
        [500, 500],
        [530, 500],
        [530, 530],
      ],
    ],
    [
      'polyline',
      ['Enter', ...right, 'Enter', 'n'],
      [
        [500, 500],
        [530, 500],
      ],
    ],
    [
      'spline',
      ['Enter', ...right, 'Enter', ...down, 'Enter', 'n'],
      [
        [500, 500],
        [530, 500],
        [530, 530],
      ],
    ],
    ['point', ['ArrowLeft', 'Enter'], [499, 500]],
    ['segmentation', ['Enter', ...right, ...down, 'Enter', 'n'], { zones: [expect.anything()] }],
  ] as const)('draws a %s', (schemaId, keys, geometry) => {
    drawn(schemaId, ...keys).expectDrawn({ schemaId, [schemaId]: geometry });
  });

  test('begins the second area of a segmentation with Enter', () => {
    const square = ['Enter', ...right, ...down, 'Enter', 'n'];
    const editor = drawn('segmentation', ...square, ...right, '^ArrowRight', ...square);
    expect(editor.objects).toMatchObject([{ segmentation: { zones: [expect.anything(), expect.anything()] } }]);
  });

  test('adds to a group with Enter what is not selected', () => {
    const editor = started().select('a').choose('group').key('C', { alt: true, shift: true });
    for (let step = 0; step < 35; step++) editor.key('ArrowUp', { shift: true });
    editor.key('Enter').key('n');
    expect(relations(editor)).toMatchObject([{ group: ['a', 'b'] }]);
  });

  test('says where it is, and stays in the picture', () => {
    const editor = drawn('point', 'ArrowLeft');
    expect(editor.events).toContainEqual({ kind: 'announce', text: '499, 500' });
    for (let step = 0; step < 20; step++) editor.key('ArrowLeft', { ctrl: true });
    expect(editor.editor.cursor.at).toEqual([0, 500]);
    expect(editor.editor.overlay().cursor).toEqual({ point: [0, 500], radius: 0, kind: 'cross' });
  });

  test('goes when it is turned off', () => {
    const editor = drawn('point').key('C', { alt: true, shift: true }).key('Enter');
    expect([editor.editor.cursor.at, editor.objects]).toEqual([null, []]);
  });
});

test('another page shows its own objects, and gives up what was begun', () => {
  const paged = [shape('a', 'point', [10, 10], { page: 0 }), shape('a', 'point', [20, 20], { page: 1 })];
  const editor = new TestEditor({ objects: paged, page: 0 }).choose('polygon').click(50, 50);
  editor.editor.showPage(1, { width: 500, height: 500 });
  editor.expectState('select.idle');
  expect(editor.editor.hitTest([20, 20])).toMatchObject([{ key: 'a@1' }]);
  expect(editor.editor.hitTest([10, 10])).toEqual([]);
});

test('what the renderer has to draw comes by difference', () => {
  const editor = started();
  const changes: string[] = [];
  editor.editor.scene.subscribe(({ put, removed }) => changes.push(`${put.map(({ key }) => key)}|${removed}`));
  editor
    .drag([
      [150, 150],
      [160, 160],
    ])
    .select('b')
    .key('Delete');
  editor.editor.undo();
  expect(changes).toEqual(['a|', '|b', 'b|']);
  expect(editor.editor.scene.drawn()).toHaveLength(objects.length);
});

test('a class that goes while it is drawn is let go, and its objects stay as unknown ones', () => {
  const editor = started().choose('bounding-box');
  editor.editor.setSchema({ tools: [], classifications: [], relations: [] });
  expect(editor.editor.classId).toBeNull();
  expect(editor.editor.scene.drawn()).toMatchObject(objects.map(() => ({ dashed: true, color: '#8a8f98' })));
  editor
    .drag([
      [700, 100],
      [800, 200],
    ])
    .expectRefused('no-class');
});
