import { describe, expect, test } from 'vitest';
import { areaOf } from '../../geometry/measure';
import { readGeometry } from '../../geometry/readGeometry';
import type { Member, Point } from '../../model/answer';
import { shape, TestEditor } from '../../testing/TestEditor';
import type { ToolOptions } from '../options';

const square: Point[] = [
  [100, 100],
  [200, 100],
  [200, 200],
  [100, 200],
];

function started(options: Partial<ToolOptions> = {}): TestEditor {
  const editor = new TestEditor({ objects: [shape('a', 'polygon', square)], options }).select('a');
  editor.editor.useTool('refine');
  return editor;
}

const area = (member: Member | undefined): number => {
  const geometry = member && readGeometry(member);
  return geometry ? areaOf(geometry) : 0;
};

/** The area that the overlay shows. */
function shown({ editor }: TestEditor): number {
  return editor.overlay().shapes.reduce((sum, { paths }) => sum + paths.length, 0);
}

describe('refine.previewing of polygons', () => {
  test('enters with what is selected', () => {
    const editor = started().expectState('refine.previewing');
    expect(editor.editor.overlay().shapes.map(({ key }) => key)).toEqual(['a']);
    expect(area(editor.last)).toBe(10_000);
  });

  test.each([
    ['grow', 10, 100 * 100 + 4 * 100 * 10 + Math.PI * 100],
    ['shrink', 10, 80 * 80],
    ['smooth', 10, 100 * 100],
  ] as const)('%s finishes with one step', (refineBy, refineSize, expected) => {
    const editor = started({ refineBy, refineSize }).key('n').expectState('select.idle');
    expect(Math.abs(area(editor.last) - expected)).toBeLessThan(200);
    expect(editor.objects.map(({ objectId }) => objectId)).toEqual(['a']);
    editor.editor.undo();
    expect(editor.last.polygon).toEqual(square);
  });

  test('follows the settings', () => {
    const editor = started({ refineSize: 3 });
    editor.wheel(0, 0, -100, { shift: true });
    expect(editor.editor.options.refineSize).not.toBe(3);
    editor.editor.setOptions({ refineBy: 'shrink', refineSize: 60 });
    expect(shown(editor)).toBe(0);
    editor.key('Enter');
    expect(editor.objects).toEqual([]);
  });

  test('escape restores', () => {
    const editor = started().key('Escape').expectState('refine.idle');
    expect([editor.editor.overlay().shapes, editor.last.polygon]).toEqual([[], square]);
    expect(editor.editor.undo()).toBe(false);
    editor.key('Escape').expectState('select.idle');
  });

  test('another area is taken by a click', () => {
    const other = shape(
      'b',
      'polygon',
      square.map(([x, y]): Point => [x + 300, y]),
    );
    const editor = new TestEditor({ objects: [shape('a', 'polygon', square), other] }).select('a');
    editor.editor.useTool('refine');
    editor.click(450, 150).expectState('refine.previewing');
    expect(editor.editor.overlay().shapes.map(({ key }) => key)).toEqual(['b']);
  });

  test('a neck that is too narrow parts the object', () => {
    const neck: Point[] = [
      [0, 0],
      [100, 0],
      [100, 48],
      [200, 48],
      [200, 0],
      [300, 0],
      [300, 100],
      [200, 100],
      [200, 52],
      [100, 52],
      [100, 100],
      [0, 100],
    ];
    const editor = new TestEditor({
      objects: [
        shape(
          'a',
          'polygon',
          neck.map(([x, y]): Point => [x + 50, y + 50]),
        ),
      ],
    }).select('a');
    editor.editor.setOptions({ refineBy: 'shrink', refineSize: 5 });
    editor.editor.useTool('refine');
    editor.key('n');
    expect(editor.objects.map((member) => Math.round(area(member) / 1000))).toEqual([8, 8]);
  });

  test('holes are filled and small parts go', () => {
    const hole: Point[] = [
      [120, 120],
      [140, 120],
      [140, 140],
      [120, 140],
    ];
    const zones = [
      { region: square, holes: [hole] },
      { region: hole.map(([x, y]): Point => [x + 200, y]), holes: [] },
    ];
    const editor = new TestEditor({ objects: [shape('a', 'segmentation', { zones })] }).select('a');
    editor.editor.setOptions({ refineBy: 'specks', refineSize: 500 });
    editor.editor.useTool('refine');
    editor.key('n');
    expect(area(editor.last)).toBe(9_600);
    editor.editor.setOptions({ refineBy: 'holes' });
    editor.editor.useTool('refine');
    editor.key('n');
    expect(area(editor.last)).toBe(10_000);
  });
});

describe('refine.previewing of masks', () => {
  const painted = ({ model: { store } }: TestEditor): number =>
    store.masks
      .tiles()
      .reduce((sum, tile) => sum + (store.masks.tile(tile)?.filter((label) => label > 0).length ?? 0), 0);

  /** A frame of 60 x 60 around 40 x 40 free pixels, and a speck of 10 x 10. */
  function begun(options: Partial<ToolOptions>): TestEditor {
    const editor = new TestEditor({
      picture: { width: 400, height: 300 },
      options: { brushShape: 'square', brushSize: 10, ...options },
    }).choose('brush');
    editor
      .drag([
        [50, 50],
        [100, 50],
        [100, 100],
        [50, 100],
        [50, 50],
      ])
      .click(200, 200);
    editor.editor.useTool('refine');
    return editor.expectState('refine.previewing');
  }

  test.each([
    ['holes', 1, 60 * 60 + 100],
    ['specks', 101, 60 * 60 - 40 * 40],
    ['shrink', 2, 56 * 56 - 44 * 44 + 4 * 3 + 36],
    ['smooth', 1, 60 * 60 - 40 * 40 + 100 - 8 + 4],
  ] as const)('%s finishes with one step', (refineBy, refineSize, expected) => {
    const editor = begun({ refineBy, refineSize });
    const before = 60 * 60 - 40 * 40 + 100;
    expect(painted(editor)).toBe(before);
    expect(painted(editor.key('n').expectState('brush.idle'))).toBe(expected);
    editor.editor.undo();
    expect(painted(editor)).toBe(before);
  });

  test('what grows leaves other classes, unless it overwrites them', () => {
    const editor = begun({ refineBy: 'grow', refineSize: 4 });
    editor.key('n');
    const grown = painted(editor);
    expect(grown).toBeGreaterThan(68 * 68 - 32 * 32 - 20);
    editor.choose('brush-2').drag([
      [150, 75],
      [111, 75],
    ]);
    editor.choose('brush');
    editor.editor.useTool('refine');
    const own = editor.model.store.masks.labelOf('brush-2');
    editor.key('n');
    expect(editor.editor.mask.tile(0, 0)?.[75 * 256 + 110]).toBe(own);
  });

  test('escape restores', () => {
    const editor = begun({ refineBy: 'holes' });
    const seen = () => editor.editor.mask.tile(0, 0)?.[75 * 256 + 75];
    expect(seen()).toBe(1);
    editor.key('Escape').expectState('refine.idle');
    expect([seen(), painted(editor)]).toEqual([0, 60 * 60 - 40 * 40 + 100]);
  });
});

test('refine.idle says what it needs', () => {
  const editor = new TestEditor().choose('polygon');
  editor.editor.useTool('refine');
  editor.expectState('refine.idle').click(500, 500).expectRefused('empty').expectState('refine.idle');
});
