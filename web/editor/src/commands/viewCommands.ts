import type { Command } from './Command';
import { command } from './Command';
import type { EditorContext } from './EditorContext';

// CSS pixels that an arrow key moves the picture by.
const panStep = 64;

/** How the picture is looked at; pages; help. */
export const viewCommands: readonly Command[] = [
  view('view.fit', 'Fit to the window', 'F', (actions) => actions.fit()),
  command({
    id: 'view.fitSelection',
    label: 'Zoom to the selection',
    group: 'View',
    keys: ['Shift+F'],
    canRun: ({ model }) => model.selection.targets.length > 0,
    run: (context) => context.view.fitTo(context.model.selection.targets),
  }),
  view('view.oneToOne', 'Pixel for pixel', 'Shift+Z', (actions) => actions.oneToOne()),
  { ...view('view.zoomIn', 'Zoom in', '+', (actions) => actions.zoomBy(1.25)), keys: ['+', '='], repeats: true },
  { ...view('view.zoomOut', 'Zoom out', '-', (actions) => actions.zoomBy(1 / 1.25)), repeats: true },
  pan('left', 'ArrowLeft', panStep, 0),
  pan('right', 'ArrowRight', -panStep, 0),
  pan('up', 'ArrowUp', 0, panStep),
  pan('down', 'ArrowDown', 0, -panStep),
  view('view.rotate', 'Rotate the view', 'R', (actions) => actions.rotate(1)),
  view('view.rotateBack', 'Rotate the view back', 'Shift+R', (actions) => actions.rotate(-1)),
  view('view.flip', 'Flip the view', undefined, (actions) => actions.flip()),
  view('view.labels', 'Labels: all, hovered, none', 'T', (actions) => actions.cycleLabels()),
  view('view.grid', 'Pixel grid', "'", (actions) => actions.toggleGrid()),
  view('view.crosshair', 'Crosshair', "Shift+'", (actions) => actions.toggleCrosshair()),
  view('view.resetLook', 'Reset brightness and contrast', 'Shift+B', (actions) => actions.resetLook()),
  {
    ...view('view.loupe', 'Loupe, while held', 'Z', (actions) => actions.showLoupe(true)),
    release: (context) => context.view.showLoupe(false),
  },
  {
    ...view('view.blink', 'Hide the reference picture, while held', ';', (actions) => actions.blinkReference(true)),
    canRun: (context) => context.view.hasReference,
    release: (context) => context.view.blinkReference(false),
  },
  {
    ...view('view.nextTile', 'Next part of the picture', 'Alt+T', (actions) => actions.nextTile()),
    canRun: (context) => context.view.canWalkTiles,
  },
  page('page.previous', 'Previous page', 'PageUp', -1),
  page('page.next', 'Next page', 'PageDown', 1),
  command({
    id: 'page.choose',
    label: 'Go to page',
    group: 'Pages',
    keys: ['Mod+G'],
    canRun: (context) => context.view.pageCount > 1,
    run: ({ shell }) => shell.choosePage(),
  }),
  command({
    id: 'view.focus',
    label: 'Hide the panels',
    group: 'View',
    keys: ['\\'],
    run: ({ shell }) => shell.toggleFocusMode(),
  }),
  command({
    id: 'help.palette',
    label: 'All commands',
    group: 'Help',
    keys: ['Mod+K'],
    worksInText: true,
    run: ({ shell }) => shell.openPalette(),
  }),
  command({
    id: 'help.shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['?'],
    run: ({ shell }) => shell.openShortcuts(),
  }),
];

function view(
  id: string,
  label: string,
  key: string | undefined,
  run: (actions: EditorContext['view']) => void,
): Command {
  return command({
    id,
    label,
    group: 'View',
    keys: key === undefined ? [] : [key],
    run: (context) => run(context.view),
  });
}

function pan(name: string, key: string, x: number, y: number): Command {
  return command({
    id: `view.pan.${name}`,
    label: `Look further ${name}`,
    group: 'View',
    keys: [key],
    repeats: true,
    canRun: ({ model }) => model.selection.keys.size === 0,
    run: (context) => context.view.panBy(x, y),
  });
}

function page(id: string, label: string, key: string, step: 1 | -1): Command {
  const target = ({ view: { page: shown = 0 } }: EditorContext) => shown + step;
  return command({
    id,
    label,
    group: 'Pages',
    keys: [key],
    repeats: true,
    canRun: (context) => target(context) >= 0 && target(context) < context.view.pageCount,
    run: (context) => context.view.showPage(target(context)),
  });
}
