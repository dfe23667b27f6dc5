import fc from 'fast-check';
import { TOOLS } from '../tools/catalogue';
import type { ToolOptions } from '../tools/options';
import type { TestEditor } from './TestEditor';
import { toolSchema } from './toolSchema';

/** Something that hands may do to an editor. */
export interface HandEvent {
  readonly what: string;
  readonly perform: (editor: TestEditor) => void;
}

const place = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -50, max: 1050 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e9, 0.125) },
);
const held = fc.record({ shift: fc.boolean(), alt: fc.boolean(), ctrl: fc.boolean() }, { requiredKeys: [] });
const button = fc.constantFrom<0 | 1 | 2>(0, 0, 0, 0, 1, 2);
const keys = [
  ...['Escape', 'Enter', 'n', 'Backspace', 'Delete', 'Tab', ' ', ',', '.', 'x'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
];
const classes = [...toolSchema.tools, ...toolSchema.relations].map(({ schemaId }) => schemaId);

const anyOptions: fc.Arbitrary<Partial<ToolOptions>> = fc.record(
  {
    snapping: fc.boolean(),
    topology: fc.boolean(),
    boxBy: fc.constantFrom('corners', 'extremes'),
    rotatedBoxBy: fc.constantFrom('corners', 'edge'),
    circleBy: fc.constantFrom('centre', 'rim'),
    closedSpline: fc.boolean(),
    lasso: fc.boolean(),
    scissors: fc.boolean(),
    overwrite: fc.boolean(),
    eraser: fc.boolean(),
    fastToolSelection: fc.boolean(),
    gridStep: fc.constantFrom(0, 25),
    brushSize: fc.constantFrom(1, 20, 200),
    contiguous: fc.boolean(),
    measureAs: fc.constantFrom('line', 'angle', 'area'),
  },
  { requiredKeys: [] },
);

const event = (what: string, perform: HandEvent['perform']): HandEvent => ({ what, perform });

const pointer = fc.tuple(fc.constantFrom('down', 'move', 'up', 'click'), place, place, held, button);

const inside = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }));

/** A whole gesture, since single events hardly ever make one. */
const gesture = fc
  .record({
    id: fc.option(fc.constantFrom(...classes)),
    places: fc.array(inside, { minLength: 1, maxLength: 5 }),
    held,
    drags: fc.boolean(),
  })
  .map(({ id, places, held: mods, drags }) =>
    event(`gesture ${id} ${drags ? 'drag' : 'clicks'} ${JSON.stringify(places)} ${JSON.stringify(mods)}`, (editor) => {
      if (id !== null) editor.editor.chooseClass(id);
      if (drags) editor.drag(places, mods);
      else editor.clicks(...places);
      editor.key('n');
    }),
  );

/** Anything at all, in favour of what the pointer does. */
export const anyEvent: fc.Arbitrary<HandEvent> = fc.oneof(
  { weight: 8, arbitrary: gesture },
  {
    weight: 12,
    arbitrary: pointer.map(([kind, x, y, mods, which]) =>
      event(`${kind} ${x},${y} ${which} ${JSON.stringify(mods)}`, ({ editor }) => {
        const raw = { x, y, button: which, ...mods };
        if (kind === 'move') editor.pointerMove(raw);
        if (kind === 'down' || kind === 'click') editor.pointerDown(raw);
        if (kind === 'up' || kind === 'click') editor.pointerUp(raw);
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...keys), held)
      .map(([key, mods]) => event(`key ${key} ${JSON.stringify(mods)}`, (editor) => editor.key(key, mods))),
  },
  { weight: 4, arbitrary: fc.constantFrom(...classes).map((id) => event(id, ({ editor }) => editor.chooseClass(id))) },
  { weight: 1, arbitrary: fc.constantFrom(...TOOLS).map(({ id }) => event(id, ({ editor }) => editor.useTool(id))) },
  {
    weight: 1,
    arbitrary: anyOptions.map((options) => event(JSON.stringify(options), ({ editor }) => editor.setOptions(options))),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(place, place, place, held)
      .map(([x, y, delta, mods]) => event('wheel', (editor) => editor.wheel(x, y, delta, mods))),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(place, place).map(([x, y]) => event('double', ({ editor }) => editor.doubleClick({ x, y }))),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      event('undo', ({ editor }) => editor.undo()),
      event('redo', ({ editor }) => editor.redo()),
      event('cursor', ({ editor }) => editor.cursor.toggle()),
      event('rest', (editor) => editor.pass(2000)),
      event('turn', ({ editor }) => editor.view.rotate(1)),
      event('flip', ({ editor }) => editor.view.flip()),
      event('all', (editor) => editor.select(...editor.objects.map(({ objectId }) => objectId))),
    ),
  },
);
