import { describe, expect, test } from 'vitest';
import { BrushMasks } from '../../model/brush/BrushMasks';
import { tileSize } from '../../model/brush/runs';
import type { Operation } from '../../model/operations';
import { TestEditor, type TestEditorOptions } from '../../testing/TestEditor';
import { maskToSegmentation, shapesToMask } from '../edits/cleanMask';

/** White with a dark square from 100 to 200. */
const pixels = {
  width: 400,
  height: 300,
  read: (x: number, y: number, width: number, height: number) => {
    const colours = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let index = 0; index < width * height; index++) {
      const [column, row] = [x + (index % width), y + Math.floor(index / width)];
      const isDark = column >= 100 && column < 200 && row >= 100 && row < 200;
      if (isDark) colours.fill(40, index * 4, index * 4 + 3);
    }
    return colours;
  },
};
const started = (more: TestEditorOptions = {}) => {
  const editor = new TestEditor({ picture: { width: 400, height: 300 }, pixels, ...more });
  return editor.choose('brush');
};

/** How many pixels a class has in the store. */
function painted({ model }: TestEditor, schemaId = 'brush'): number {
  const { masks } = model.store;
  const label = masks.labelOf(schemaId);
  return masks
    .tiles()
    .reduce((sum, tile) => sum + (masks.tile(tile)?.filter((value) => value === label).length ?? 0), 0);
}

/** How many pixels the renderer would show. */
function shown({ editor }: TestEditor): number {
  return [0, 1].reduce((sum, x) => {
    return (
      sum + [0, 1].reduce((part, y) => part + (editor.mask.tile(x, y)?.filter((label) => label > 0).length ?? 0), 0)
    );
  }, 0);
}

const square = (size: number) => ({ options: { brushShape: 'square' as const, brushSize: size } });

describe('brush.stroke', () => {
  const begun = () => started(square(10)).pointerDown(50, 50).pointerMove(150, 50);

  test('enters', () => {
    const editor = begun().expectState('brush.stroke');
    expect([shown(editor), painted(editor)]).toEqual([1100, 0]);
    expect(editor.editor.overlay().cursor).toEqual({ point: [150, 50], radius: 5, kind: 'brush' });
  });

  test('finishes with one step', () => {
    const editor = begun().pointerUp(250, 50).expectState('brush.idle');
    expect(painted(editor)).toBe(2100);
    editor.editor.undo();
    expect([shown(editor), painted(editor)]).toEqual([0, 0]);
    editor.editor.redo();
    expect(painted(editor)).toBe(2100);
  });

  test('escape restores', () => {
    const editor = begun().key('Escape').expectState('brush.idle');
    expect([shown(editor.pointerUp(150, 50)), painted(editor)]).toEqual([0, 0]);
    expect(editor.editor.undo()).toBe(false);
  });

  test('sends what is seen, also where it came back to a tile that it had left', () => {
    const editor = started(square(10)).pointerDown(250, 50);
    for (const [x, y] of [
      [260, 60],
      [350, 50],
      [380, 280],
      [100, 280],
      [20, 250],
      [30, 20],
      [250, 80],
      [300, 90],
    ] as const) {
      editor.pointerMove(x, y);
    }
    const seen = [0, 1].map((x) => [0, 1].map((y) => editor.editor.mask.tile(x, y)?.slice()));
    let sent: Operation[] = [];
    editor.model.store.subscribe(({ batch }) => {
      sent = [...batch.operations];
    });
    editor.pointerUp(300, 90);
    const other = new BrushMasks();
    for (const operation of sent) if (operation.kind === 'paint') other.paint(structuredClone(operation));
    expect([0, 1].map((x) => [0, 1].map((y) => other.tile({ x, y })))).toEqual(seen);
    editor.editor.undo();
    expect([shown(editor), painted(editor)]).toEqual([0, 0]);
  });

  test('tells the renderer the tiles that look different, and no others', () => {
    const editor = begun();
    const told = editor.events.flatMap((event) => (event.kind === 'mask' ? event.tiles : []));
    expect(new Set(told.map(({ x, y }) => `${x},${y}`))).toEqual(new Set(['0,0']));
    editor.pointerMove(tileSize + 20, 50);
    expect(editor.events.at(-2)).toEqual({
      kind: 'mask',
      tiles: [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
      ],
    });
  });
});

describe('strokes', () => {
  test('of one class do not cover another, unless they overwrite', () => {
    const editor = started(square(10))
      .drag([
        [50, 50],
        [150, 50],
      ])
      .choose('brush-2')
      .drag([
        [50, 55],
        [150, 55],
      ]);
    expect([painted(editor, 'brush'), painted(editor, 'brush-2')]).toEqual([1100, 550]);
    editor.editor.setOptions({ overwrite: true });
    editor.drag([
      [50, 55],
      [150, 55],
    ]);
    expect([painted(editor, 'brush'), painted(editor, 'brush-2')]).toEqual([550, 1100]);
  });

  test('erase with the eraser or while Ctrl is held', () => {
    const editor = started(square(10))
      .drag([
        [50, 50],
        [150, 50],
      ])
      .drag(
        [
          [50, 50],
          [100, 50],
        ],
        { ctrl: true },
      );
    expect(painted(editor)).toBe(500);
    editor.editor.setOptions({ eraser: true });
    expect(
      painted(
        editor.drag([
          [50, 50],
          [200, 50],
        ]),
      ),
    ).toBe(0);
    expect(editor.model.store.masks.tiles()).toEqual([]);
  });

  test('go straight from the last one with Shift', () => {
    const editor = started(square(10)).click(50, 50).click(150, 50, { shift: true });
    expect(painted(editor)).toBe(1100);
  });

  test('are limited to the region, until it is taken off', () => {
    const editor = started(square(10));
    editor.actions.useTool('region');
    editor.clicks([0, 0], [100, 0], [100, 100], [0, 100]).key('n').expectState('brush.idle');
    expect(
      painted(
        editor.drag([
          [50, 50],
          [150, 50],
        ]),
      ),
    ).toBe(550);
    editor.actions.useTool('region');
    expect(
      painted(
        editor.drag([
          [50, 50],
          [150, 50],
        ]),
      ),
    ).toBe(1100);
  });

  test('are refused where only reading is allowed', () => {
    const editor = started({ rights: { mode: 'readonly' } })
      .drag([
        [50, 50],
        [150, 50],
      ])
      .expectRefused('read-only');
    expect(painted(editor)).toBe(0);
  });

  test('of a pen follow its pressure when asked to', () => {
    const editor = started({ options: { brushShape: 'square', brushSize: 20, pressure: true } }).editor;
    editor.pointerDown({ x: 50, y: 50, type: 'pen', pressure: 0.25 });
    editor.pointerUp({ x: 50, y: 50, type: 'pen', pressure: 0.25 });
    expect(editor.mask.tile(0, 0)?.filter((label) => label > 0)).toHaveLength(100);
  });

  test('begin and end with a click, when asked to', () => {
    const editor = started({ options: { ...square(10).options, stickyStroke: true } })
      .click(50, 50)
      .expectState('brush.stroke');
    editor.pointerMove(100, 50).click(150, 50).expectState('brush.idle');
    expect(painted(editor)).toBe(1100);
  });

  test('by keyboard begin with Enter and end with Enter', () => {
    const editor = started(square(10));
    editor.actions.togglePixelCursor();
    const from = editor.editor.cursor.at;
    editor.keys('Enter').key('ArrowLeft', { ctrl: true }).expectState('brush.stroke').keys('Enter');
    expect(from).not.toBeNull();
    expect(painted(editor)).toBe(1100);
  });
});

test('Shift and the wheel change the size, within limits', () => {
  const editor = started({ options: { brushSize: 20 } }).wheel(50, 50, -100, { shift: true });
  expect(editor.editor.options.brushSize).toBe(22);
  for (let step = 0; step < 100; step++) editor.wheel(50, 50, 100, { shift: true });
  expect(editor.editor.options.brushSize).toBe(1);
  expect(editor.editor.view.scale).toBe(1);
});

describe('bucket.previewing', () => {
  const begun = () => {
    const editor = started();
    editor.editor.useTool('bucket');
    return editor.click(150, 150);
  };

  test('enters', () => {
    const editor = begun().expectState('bucket.previewing');
    expect([shown(editor), painted(editor)]).toEqual([100 * 100, 0]);
  });

  test('follows the tolerance and another click', () => {
    const editor = begun();
    editor.editor.setOptions({ tolerance: 100 });
    expect(shown(editor)).toBe(400 * 300);
    editor.editor.setOptions({ tolerance: 0 });
    expect(shown(editor.click(10, 10))).toBe(400 * 300 - 100 * 100);
    editor.wheel(10, 10, -1, { shift: true });
    expect(editor.editor.options.tolerance).toBe(1);
  });

  test('waits for the colours while they are read, finished or not', () => {
    const editor = started({ pixels: undefined });
    editor.editor.awaitsPixels = true;
    editor.editor.useTool('bucket');
    editor.click(150, 150).key('n').expectState('bucket.previewing');
    editor.editor.setPixels(pixels, null);
    expect(painted(editor.expectState('bucket.idle'))).toBe(100 * 100);
  });

  test('takes another class while it is shown', () => {
    const editor = begun().choose('brush-2').key('n');
    expect([painted(editor, 'brush'), painted(editor, 'brush-2')]).toEqual([0, 100 * 100]);
  });

  test('finishes', () => {
    const editor = begun().key('n').expectState('bucket.idle');
    expect(painted(editor)).toBe(100 * 100);
  });

  test('escape restores', () => {
    const editor = begun().key('Escape').expectState('bucket.idle');
    expect([shown(editor), painted(editor)]).toEqual([0, 0]);
  });

  describe('of a large picture', () => {
    /** Each look at the picture takes a while. */
    function slow() {
      const waiting: (() => void)[] = [];
      const looks = { count: 0 };
      const editor = started({
        options: { contiguous: false },
        later: (work) => void waiting.push(work),
        pixels: {
          ...pixels,
          read: (...part) => {
            looks.count++;
            editor.pass(10);
            return pixels.read(...part);
          },
        },
      });
      editor.editor.useTool('bucket');
      editor.click(10, 10);
      return { editor, waiting, looks, goOn: () => waiting.shift()?.() };
    }

    test('shows what was found so far and goes on later', () => {
      const { editor, waiting, goOn } = slow();
      expect([shown(editor) < 110_000, waiting.length]).toEqual([true, 1]);
      while (waiting.length > 0) goOn();
      expect([shown(editor), painted(editor)]).toEqual([110_000, 0]);
    });

    test('finishes when it is complete', () => {
      const { editor, waiting, goOn } = slow();
      editor.key('n').expectState('bucket.previewing');
      while (waiting.length > 0) goOn();
      expect(painted(editor.expectState('bucket.idle'))).toBe(110_000);
    });

    test('escape restores, and it looks no further', () => {
      const { editor, looks, waiting, goOn } = slow();
      const before = looks.count;
      editor.key('Escape').expectState('bucket.idle');
      while (waiting.length > 0) goOn();
      expect([shown(editor), looks.count]).toEqual([0, before]);
    });
  });

  test('is refused without the picture', () => {
    const editor = new TestEditor().choose('brush');
    editor.editor.useTool('bucket');
    editor.click(10, 10).expectRefused('no-pixels').expectState('bucket.idle');
  });
});

describe('masks', () => {
  const ring = () => {
    const editor = started(square(10));
    return editor
      .drag([
        [50, 50],
        [100, 50],
        [100, 100],
        [50, 100],
        [50, 50],
      ])
      .click(200, 200);
  };

  test('become segmentations, and come back pixel by pixel', () => {
    const editor = ring();
    const before = painted(editor);
    expect(maskToSegmentation(editor.editor, 'brush', 'segmentation', 0)).toBe(true);
    expect([painted(editor), editor.objects.length]).toEqual([0, 1]);
    editor.select(editor.last.objectId);
    expect(shapesToMask(editor.editor, 'brush')).toBe(true);
    expect([painted(editor), editor.objects.length]).toEqual([before, 0]);
  });

  test('have the colours of their classes', () => {
    const editor = ring();
    expect(editor.editor.mask.color(editor.model.store.masks.labelOf('brush'))).toEqual([0x66, 0xa8, 0x0f]);
  });
});
