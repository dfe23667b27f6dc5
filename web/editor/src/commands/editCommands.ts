import { keyOf, type MemberKey } from '../model/answer';
import type { Operation } from '../model/operations';
import { command } from './Command';
import { commitOrTell } from './classCommands';
import { type Copied, clipboardText, copied, pasting, readClipboard } from './clipboard';
import type { EditorContext } from './EditorContext';

// CSS pixels by which a copy lies beside what it was made from.
const aside = 10;

const hasTargets = ({ model }: EditorContext) => model.selection.targets.length > 0;
const canChangeTargets = (context: EditorContext) => context.model.canChange && hasTargets(context);

/** Undo, clipboard, selection, deletion. */
export const editCommands = [
  command({
    id: 'edit.undo',
    label: 'Undo',
    group: 'Edit',
    keys: ['Mod+Z'],
    repeats: true,
    canRun: ({ model, tools }) => model.history.steps.length > 0 || tools.isDrawing,
    run: ({ tools }) => tools.undo(),
  }),
  command({
    id: 'edit.redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    repeats: true,
    canRun: ({ model, tools }) => model.history.undoneSteps.length > 0 || tools.isDrawing,
    run: ({ tools }) => tools.redo(),
  }),
  command({
    id: 'edit.cancel',
    label: 'Cancel, leave the tool, clear the selection',
    group: 'Edit',
    keys: ['Escape'],
    worksInText: true,
    run: ({ tools, shell }) => {
      if (!tools.cancel()) {
        shell.closeTop();
      }
    },
  }),
  command({
    id: 'edit.delete',
    label: 'Delete',
    group: 'Edit',
    keys: ['Delete', 'Backspace'],
    canRun: canChangeTargets,
    run: ({ model, shell }) => {
      const operations = model.selection.targets.map((key) => removal(model, key));
      commitOrTell(model, shell, 'Delete', operations);
    },
  }),
  command({
    id: 'edit.deleteAll',
    label: 'Delete all that is not locked',
    group: 'Edit',
    canRun: ({ model }) => model.canChange && model.store.count('objects') > 0,
    run: deleteAll,
  }),
  command({
    id: 'edit.reset',
    label: 'Reset to what it was when it was opened',
    group: 'Edit',
    canRun: ({ model }) => model.canChange,
    run: ({ model, shell }) => {
      const result = model.reset();
      if ('refused' in result) {
        shell.notify(result.reason);
      }
    },
  }),
  command({ id: 'edit.copy', label: 'Copy', group: 'Edit', keys: ['Mod+C'], canRun: hasTargets, run: copy }),
  command({
    id: 'edit.cut',
    label: 'Cut',
    group: 'Edit',
    keys: ['Mod+X'],
    canRun: canChangeTargets,
    run: (context) => {
      const { model, shell } = context;
      const operations = model.selection.targets.map((key) => removal(model, key));
      copy(context);
      commitOrTell(model, shell, 'Cut', operations);
    },
  }),
  command({
    id: 'edit.paste',
    label: 'Paste at the pointer',
    group: 'Edit',
    keys: ['Mod+V'],
    canRun: ({ model }) => model.canChange,
    run: (context) => void paste(context, (content) => atPointer(context, content)),
  }),
  command({
    id: 'edit.pasteInPlace',
    label: 'Paste in place',
    group: 'Edit',
    keys: ['Mod+Shift+V'],
    canRun: ({ model }) => model.canChange,
    run: (context) => void paste(context, (content) => content),
  }),
  command({
    id: 'edit.duplicate',
    label: 'Duplicate',
    group: 'Edit',
    keys: ['Mod+D'],
    canRun: canChangeTargets,
    run: (context) => {
      const content = copied(context.model.store, context.model.selection.targets);
      insert(context, moved(context, content, aside * context.view.pixelSize), 'Duplicate');
    },
  }),
  command({
    id: 'edit.selectAll',
    label: 'Select all visible',
    group: 'Edit',
    keys: ['Mod+A'],
    run: ({ model, view }) => {
      const visible = model.store.members('objects').filter((member) => {
        return member.page === view.page && model.visibility.isVisible(member);
      });
      model.selection.set(visible.map(keyOf));
    },
  }),
];

function removal(model: EditorContext['model'], key: MemberKey): Operation {
  return { kind: 'remove', list: model.store.get('objects', key) ? 'objects' : 'relations', key };
}

function deleteAll({ model, shell }: EditorContext): void {
  const objects = model.store.members('objects');
  const free = objects.filter((member) => member.lock !== true);
  const isDone = commitOrTell(
    model,
    shell,
    'Delete all',
    free.map((member) => removal(model, keyOf(member))),
  );
  if (isDone && free.length < objects.length) {
    shell.notify(`${objects.length - free.length} locked objects stay.`);
  }
}

function copy({ model, shell }: EditorContext): void {
  shell.writeClipboard(clipboardText(copied(model.store, model.selection.targets)));
}

async function paste(context: EditorContext, place: (content: Copied) => Copied): Promise<void> {
  const text = await context.shell.readClipboard().catch(() => '');
  const content = readClipboard(text);
  if (content && content.objects.length > 0) {
    insert(context, place(content), 'Paste');
  } else {
    context.shell.notify('There are no objects in the clipboard.');
  }
}

function insert({ model, view, shell }: EditorContext, content: Copied, label: string): void {
  const { operations, keys } = pasting(content, view.page);
  const result = model.commit(label, operations, { origin: 'paste' });
  if ('refused' in result) {
    shell.notify(result.reason);
  } else {
    model.selection.set(keys);
  }
}

/** The copies around the pointer; without one, a little beside where they were. */
function atPointer(context: EditorContext, content: Copied): Copied {
  const { view, tools } = context;
  const middle = tools.middleOf(content.objects);
  if (!view.pointer || !middle) {
    return moved(context, content, aside * view.pixelSize);
  }
  return moved(context, content, view.pointer[0] - middle[0], view.pointer[1] - middle[1]);
}

function moved({ tools }: EditorContext, content: Copied, x: number, y = x): Copied {
  return { ...content, objects: content.objects.map((member) => tools.moved(member, x, y)) };
}
