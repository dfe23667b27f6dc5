import { command } from './Command';
import type { EditorContext, ShapeEdit, ToolSettings } from './EditorContext';

const canChange = ({ model }: EditorContext) => model.canChange;

// Tools that change nothing.
const harmless = new Set(['select', 'measure']);

const directions = [
  ['left', 'ArrowLeft', -1, 0],
  ['right', 'ArrowRight', 1, 0],
  ['up', 'ArrowUp', 0, -1],
  ['down', 'ArrowDown', 0, 1],
] as const;

/** Tools, their settings, and what is done with shapes. */
export const toolCommands = [
  tool('select', 'select', 'Select', 'V'),
  tool('brush', 'brush', 'Brush', 'B', { eraser: false }),
  tool('eraser', 'brush', 'Eraser', 'E', { eraser: true }),
  tool('bucket', 'bucket', 'Bucket', 'G'),
  tool('region', 'region', 'Region that the brush is limited to', 'Shift+O'),
  tool('slice', 'slice', 'Slice by a line', 'Alt+X'),
  tool('redraw', 'redraw', 'Redraw a part'),
  tool('refine', 'refine', 'Grow, shrink, smooth'),
  tool('grow', 'refine', 'Grow the area', undefined, { refineBy: 'grow' }),
  tool('shrink', 'refine', 'Shrink the area', undefined, { refineBy: 'shrink' }),
  tool('smooth', 'refine', 'Smooth the area', undefined, { refineBy: 'smooth' }),
  tool('holes', 'refine', 'Fill the holes of the area', undefined, { refineBy: 'holes' }),
  tool('specks', 'refine', 'Remove specks of the area', undefined, { refineBy: 'specks' }),
  tool('measure', 'measure', 'Measure'),
  setting('lasso', 'Magnetic lasso', 'A'),
  setting('scissors', 'Scissors', 'X'),
  setting('overwrite', 'Overwrite', 'Shift+V'),
  setting('snapping', 'Snapping', 'Shift+S'),
  command({
    id: 'draw.finish',
    label: 'Finish the shape',
    group: 'Tools',
    keys: ['N', 'Enter'],
    scope: 'tool',
    canRun: ({ tools }) => tools.isDrawing,
    run: ({ tools }) => tools.finish(),
  }),
  command({
    id: 'draw.stepBack',
    label: 'Remove the last point',
    group: 'Tools',
    keys: ['Backspace'],
    scope: 'tool',
    repeats: true,
    canRun: ({ tools }) => tools.isDrawing,
    run: ({ tools }) => tools.undo(),
  }),
  command({
    id: 'draw.numbers',
    label: 'Type the numbers of the shape',
    group: 'Tools',
    keys: ['Tab'],
    scope: 'tool',
    canRun: ({ tools }) => tools.isDrawing,
    run: ({ tools }) => tools.enterNumbers(),
  }),
  command({
    id: 'draw.pixelCursor',
    label: 'Cursor moved by arrow keys',
    group: 'Tools',
    keys: ['Alt+Shift+C'],
    run: ({ tools }) => tools.togglePixelCursor(),
  }),
  command({
    id: 'brush.smaller',
    label: 'Smaller brush',
    group: 'Tools',
    keys: ['['],
    repeats: true,
    run: ({ tools }) => tools.change({ brushSize: Math.max(1, Math.floor(tools.settings.brushSize / 1.2)) }),
  }),
  command({
    id: 'brush.larger',
    label: 'Larger brush',
    group: 'Tools',
    keys: [']'],
    repeats: true,
    run: ({ tools }) => tools.change({ brushSize: Math.ceil(tools.settings.brushSize * 1.2) }),
  }),
  shape('union', 'Unite', 'M'),
  shape('subtract', 'Subtract', 'Shift+M'),
  shape('intersect', 'Intersect'),
  shape('exclude', 'Exclude'),
  shape('join', 'Join lines'),
  shape('add-part', 'Add a part', 'Shift+N'),
  shape('shrink', 'Shrink to content', 'Shift+C'),
  rotation('left', 'Rotate box by 1° to the left', ',', -1),
  rotation('right', 'Rotate box by 1° to the right', '.', 1),
  rotation('farLeft', 'Rotate box by 10° to the left', 'Alt+,', -10),
  rotation('farRight', 'Rotate box by 10° to the right', 'Alt+.', 10),
  ...directions.flatMap(([name, key, x, y]) => [
    nudge(`shape.${name}`, `Move ${name} by a pixel`, `Alt+${key}`, x, y),
    nudge(`shape.far.${name}`, `Move ${name} by ten pixels`, `Alt+Shift+${key}`, 10 * x, 10 * y),
  ]),
];

function tool(name: string, toolId: string, label: string, key?: string, settings?: Partial<ToolSettings>) {
  return command({
    id: `tool.${name}`,
    label,
    group: 'Tools',
    keys: key === undefined ? [] : [key],
    canRun: (context) => canChange(context) || harmless.has(toolId),
    run: ({ tools }) => {
      tools.useTool(toolId);
      if (settings) {
        tools.change(settings);
      }
    },
  });
}

function setting(name: 'lasso' | 'scissors' | 'overwrite' | 'snapping', label: string, key: string) {
  return command({
    id: `setting.${name}`,
    label: `${label} on or off`,
    group: 'Tools',
    keys: [key],
    run: ({ tools }) => tools.change({ [name]: !tools.settings[name] }),
  });
}

function shape(edit: ShapeEdit, label: string, key?: string) {
  return command({
    id: `shape.${edit}`,
    label,
    group: 'Shapes',
    keys: key === undefined ? [] : [key],
    canRun: (context) => canChange(context) && context.tools.canEdit(edit),
    run: ({ tools }) => tools.edit(edit),
  });
}

function rotation(name: string, label: string, key: string, degrees: number) {
  return command({
    id: `shape.rotate.${name}`,
    label,
    group: 'Shapes',
    keys: [key],
    repeats: true,
    canRun: (context) => canChange(context) && context.tools.canRotate,
    run: ({ model, tools }) => model.asGesture(gestureOf('rotate', model), () => tools.rotate(degrees)),
  });
}

function nudge(id: string, label: string, key: string, x: number, y: number) {
  return command({
    id,
    label,
    group: 'Shapes',
    keys: [key],
    repeats: true,
    canRun: (context) => canChange(context) && context.model.selection.keys.size > 0,
    run: ({ model, tools }) => model.asGesture(gestureOf('nudge', model), () => tools.nudge(x, y)),
  });
}

/** Going on with the same objects goes on with the same gesture. */
function gestureOf(name: string, { selection }: EditorContext['model']): string {
  return `${name} ${[...selection.keys].join()}`;
}
