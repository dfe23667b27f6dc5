import type { MemberKey } from '../model/answer';
import type { Operation } from '../model/operations';
import { command } from './Command';
import { commitOrTell, neighbourClass } from './classCommands';
import type { EditorContext } from './EditorContext';
import { reorder, type ZStep } from './zOrder';

const hasTargets = ({ model }: EditorContext) => model.selection.targets.length > 0;
const canChangeTargets = (context: EditorContext) => context.model.canChange && hasTargets(context);

/** What is done with objects as wholes. */
export const objectCommands = [
  command({
    id: 'class.next',
    label: 'Next class',
    group: 'Classes',
    keys: ['W'],
    repeats: true,
    canRun: ({ model }) => model.canChange,
    run: (context) => chooseNeighbour(context, 1),
  }),
  command({
    id: 'class.previous',
    label: 'Previous class; held: classes around the pointer',
    group: 'Classes',
    keys: ['Q'],
    canRun: ({ model }) => model.canChange,
    run: ({ shell }) => shell.showClassRing(true),
    release: (context) => {
      // The ring tells whether a class was chosen in it; a tap chose none.
      if (!context.shell.showClassRing(false)) {
        chooseNeighbour(context, -1);
      }
    },
  }),
  command({
    id: 'class.search',
    label: 'Search classes',
    group: 'Classes',
    keys: ['/'],
    run: ({ shell }) => shell.searchClasses(),
  }),
  command({
    id: 'object.previous',
    label: 'Previous object',
    group: 'Objects',
    keys: ['Shift+ArrowUp'],
    repeats: true,
    canRun: ({ shell }) => shell.objectOrder.length > 0,
    run: (context) => step(context, -1),
  }),
  command({
    id: 'object.next',
    label: 'Next object',
    group: 'Objects',
    keys: ['Shift+ArrowDown'],
    repeats: true,
    canRun: ({ shell }) => shell.objectOrder.length > 0,
    run: (context) => step(context, 1),
  }),
  command({
    id: 'object.hide',
    label: 'Hide',
    group: 'Objects',
    keys: ['H'],
    canRun: hasTargets,
    run: ({ model }) => model.visibility.hide(model.selection.targets),
  }),
  command({
    id: 'object.showAll',
    label: 'Show all',
    group: 'Objects',
    keys: ['Shift+H'],
    run: ({ model }) => model.visibility.showAll(),
  }),
  command({
    id: 'object.isolate',
    label: 'Hide all but the selection',
    group: 'Objects',
    keys: ['Alt+H'],
    canRun: hasTargets,
    run: ({ model }) => model.visibility.isolate(model.selection.targets),
  }),
  command({
    id: 'object.lock',
    label: 'Lock or unlock',
    group: 'Objects',
    keys: ['Shift+L'],
    canRun: canChangeTargets,
    run: (context) => toggle(context, 'lock', ['Lock', 'Unlock']),
  }),
  command({
    id: 'object.flag',
    label: 'Set or clear flag',
    group: 'Objects',
    keys: ['Alt+G'],
    canRun: canChangeTargets,
    run: (context) => toggle(context, 'flagged', ['Flag', 'Clear flag']),
  }),
  command({
    id: 'object.copyId',
    label: 'Copy object id',
    group: 'Objects',
    keys: ['P'],
    canRun: hasTargets,
    run: ({ model, shell }) => {
      const ids = model.selection.targets.map((key) => model.store.get('objects', key)?.objectId ?? key);
      shell.writeClipboard(ids.join('\n'));
      shell.notify(ids.length === 1 ? 'Object id copied.' : `${ids.length} object ids copied.`);
    },
  }),
  command({
    id: 'object.openForm',
    label: 'Questions of the object',
    group: 'Objects',
    canRun: ({ model }) => model.selection.single !== undefined,
    run: ({ model, shell }) => model.selection.single !== undefined && shell.openForm(model.selection.single),
  }),
  command({
    id: 'relation.start',
    label: 'Start a relation',
    group: 'Objects',
    keys: ['Alt+R'],
    canRun: canChangeTargets,
    run: ({ tools }) => tools.startRelation(),
  }),
  depth('object.forward', 'Bring forward', 'Shift+PageUp', 'forward'),
  depth('object.backward', 'Send backward', 'Shift+PageDown', 'backward'),
  depth('object.front', 'Bring to front', 'Shift+Home', 'front'),
  depth('object.back', 'Send to back', 'Shift+End', 'back'),
];

function depth(id: string, label: string, key: string, zStep: ZStep) {
  return command({
    id,
    label,
    group: 'Objects',
    keys: [key],
    canRun: canChangeTargets,
    run: ({ model, shell }) => {
      const objects = model.selection.targets.filter((target) => model.store.get('objects', target));
      commitOrTell(model, shell, label, reorder(model.store, objects, zStep));
    },
  });
}

function chooseNeighbour(context: EditorContext, direction: 1 | -1): void {
  const next = neighbourClass(context, direction);
  if (next !== undefined) {
    context.tools.chooseClass(next);
  }
}

function step({ model, view, shell }: EditorContext, direction: 1 | -1): void {
  const order = shell.objectOrder;
  const present = model.selection.targets.at(-1);
  const at = present === undefined ? -1 : order.indexOf(present);
  const start = at < 0 && direction < 0 ? 0 : at;
  const next = order[(start + direction + order.length) % order.length];
  if (next !== undefined) {
    model.selection.set([next]);
    view.fitTo([next]);
  }
}

/** Sets a mark on all targets; takes it away if all have it. */
function toggle({ model, shell }: EditorContext, field: 'lock' | 'flagged', labels: readonly [string, string]): void {
  const objects = model.selection.targets.filter((key) => model.store.get('objects', key));
  const isSet = (key: MemberKey) => model.store.get('objects', key)?.[field] === true;
  const isOn = !objects.every(isSet);
  const operations = objects
    .filter((key) => isSet(key) !== isOn)
    .map((key): Operation => ({ kind: 'set', list: 'objects', key, field, value: isOn ? true : undefined }));
  commitOrTell(model, shell, isOn ? labels[0] : labels[1], operations);
}
