import { expect, test } from 'vitest';
import { SchemaIndex } from '../model/schema/SchemaIndex';
import { FakeContext } from '../testing/FakeContext';
import { box, sampleStore, textOf } from '../testing/modelSamples';
import { sampleSchema } from '../testing/schemaSample';
import { until } from '../testing/until';
import type { Command } from './Command';
import { chordText, isReserved, normalChord } from './chord';
import { editorCommands } from './editorCommands';
import { searchCommands } from './searchCommands';

const commands = editorCommands(new SchemaIndex(sampleSchema));

function find(id: string): Command {
  const found = commands.find((command) => command.id === id);
  if (!found) {
    throw new Error(`There is no command ${id}.`);
  }
  return found;
}

/** A context with something selected, something to undo and to do again, and something hidden. */
function busyContext(): FakeContext {
  const fake = new FakeContext();
  const { model } = fake;
  model.commit('First', [{ kind: 'set', list: 'objects', key: 'o4', field: 'flagged', value: true }]);
  model.commit('Second', [{ kind: 'set', list: 'objects', key: 'o4', field: 'flagged' }]);
  model.undo();
  model.visibility.hide(['o5']);
  model.selection.set(['o2']);
  fake.state.view = { ...fake.state.view, page: 1, pageCount: 3 };
  fake.clipboard = JSON.stringify({ format: 'limn-objects-1', objects: [box('copy')], relations: [] });
  return fake;
}

function traceOf({ model, calls, settings, clipboard }: FakeContext): string {
  const { hiddenKeys, isolated } = model.visibility;
  const view = [[...model.selection.keys], [...hiddenKeys], isolated && [...isolated], settings, clipboard];
  return `${textOf(model.store)} ${calls.filter((call) => call !== 'shell.readClipboard()')} ${JSON.stringify(view)}`;
}

test.each(commands.map((command) => command.id))('%s does something', async (id) => {
  const fake = busyContext();
  fake.state.tools.isDrawing = id.startsWith('draw.');
  if (id === 'edit.selectAll') {
    fake.state.view.page = undefined;
  }
  if (id.startsWith('view.pan') || id === 'edit.copy') {
    fake.model.selection.set(id === 'edit.copy' ? ['o3'] : []);
  }
  if (id === 'edit.reset') {
    fake.model.commit('Third', [{ kind: 'set', list: 'objects', key: 'o0', field: 'flagged', value: true }]);
  }
  if (id === 'class.assign.car') {
    fake.model.commit('Unknown', [{ kind: 'set', list: 'objects', key: 'o2', field: 'schemaId', value: '' }]);
  }
  const before = traceOf(fake);
  const command = find(id);
  if (!id.includes('old') || !id.startsWith('class.choose')) {
    expect(command.canRun(fake.context)).toBe(true);
  }
  command.run(fake.context);
  command.release?.(fake.context);
  await until(() => traceOf(fake) !== before);
});

test('nothing changes a document that is open to be read only', async () => {
  const fake = busyContext();
  fake.model.rights = { ...fake.model.rights, mode: 'readonly' };
  const before = textOf(fake.model.store);
  for (const command of commands) {
    command.run(fake.context);
  }
  await until(() => fake.calls.some((call) => call.startsWith('shell.readClipboard')));
  expect(textOf(fake.model.store)).toBe(before);
  const changing = [
    'edit.delete',
    'edit.paste',
    'object.lock',
    'shape.union',
    'tool.brush',
    'class.choose.car',
    'relation.start',
  ];
  expect(changing.filter((id) => find(id).canRun(fake.context))).toEqual([]);
});

test('no two commands have a key in the same scope, and none has one of the browser', () => {
  const taken = new Map<string, string>();
  for (const { id, keys, scope } of commands) {
    for (const key of keys) {
      const name = `${scope} ${normalChord(key)}`;
      expect([name, taken.get(name)]).toEqual([name, undefined]);
      expect([key, isReserved(key)]).toEqual([key, false]);
      taken.set(name, id);
    }
  }
});

test('ids and labels are each there once', () => {
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  expect(new Set(commands.map(({ label }) => label)).size).toBe(commands.length);
});

test('each key of the documented table has its command', () => {
  const keys = new Set(commands.flatMap((command) => command.keys.map(normalChord)));
  const documented = [
    'Mod+Z Mod+Shift+Z Mod+Y Mod+S Mod+Enter Mod+Shift+X Alt+Enter Alt+PageDown Alt+PageUp Escape 1 Alt+1 W Q V',
    'Shift+ArrowUp Shift+ArrowDown H Shift+H Alt+H Shift+L Alt+G P Delete Backspace Mod+C Mod+X Mod+V Mod+D Mod+Shift+V Mod+A',
    'Alt+ArrowLeft Alt+Shift+ArrowLeft Alt+R N Enter I Shift+I Alt+I Y U Shift+Y T F Shift+F Shift+Z + - Z / Mod+K ? \\ Tab',
    "A X Alt+X M Shift+M Shift+N Shift+C , . Alt+, Alt+. B E G Shift+O [ ] Shift+V Shift+S R Shift+R ' Shift+' Shift+B ; Alt+T",
    'Shift+PageUp Shift+PageDown Shift+Home Shift+End PageUp PageDown Mod+G Alt+Shift+C',
  ].flatMap((line) => line.split(' '));
  expect(documented.filter((key) => !keys.has(key))).toEqual([]);
});

test('a class key gives what is selected the class, or says why not', () => {
  const fake = new FakeContext();
  fake.model.selection.set(['o1', 'o2']);
  find('class.assign.few').run(fake.context);
  expect(fake.model.store.get('objects', 'o1')?.schemaId).toBe('few');
  fake.model.selection.set(['o3']);
  find('class.assign.few').run(fake.context);
  expect(fake.calls).toEqual(['shell.notify("There can be only 2 \\"Few\\".")']);
});

test('copies have new ids, their answers and the relations among them', async () => {
  const fake = new FakeContext();
  fake.model.selection.set(['o0', 'o1']);
  find('edit.copy').run(fake.context);
  find('edit.paste').run(fake.context);
  await until(() => fake.model.store.count('objects') === 8);
  const [one, other] = fake.model.store.members('objects').slice(6);
  expect(one).toMatchObject({ schemaId: 'car', moved: [5, 5] });
  expect([...fake.model.selection.keys]).toEqual([one?.objectId, other?.objectId]);
  const relation = fake.model.store.members('relations').at(-1);
  expect(relation).toMatchObject({ from: one?.objectId, to: other?.objectId });
  expect(fake.model.store.count('relations')).toBe(3);
});

test('paste puts copies at the pointer, or where they were', async () => {
  const fake = new FakeContext();
  fake.model.selection.set(['o0']);
  find('edit.copy').run(fake.context);
  fake.state.view.pointer = [116, 222];
  find('edit.paste').run(fake.context);
  await until(() => fake.model.store.count('objects') === 7);
  expect(fake.model.store.members('objects').at(-1)?.moved).toEqual([100, 200]);
  fake.state.view.page = 4;
  find('edit.pasteInPlace').run(fake.context);
  await until(() => fake.model.store.count('objects') === 8);
  expect(fake.model.store.members('objects').at(-1)).toMatchObject({ page: 4 });
  expect(fake.model.store.members('objects').at(-1)).not.toHaveProperty('moved');
});

test('a clipboard of something else is told', async () => {
  const fake = new FakeContext();
  fake.clipboard = '{"format": 7}';
  find('edit.paste').run(fake.context);
  await until(() => fake.calls.includes('shell.notify("There are no objects in the clipboard.")'));
});

test.each([
  ['object.forward', ['o0', 'o2', 'o1', 'o4', 'o3', 'o5']],
  ['object.backward', ['o1', 'o0', 'o3', 'o2', 'o4', 'o5']],
  ['object.front', ['o0', 'o2', 'o4', 'o5', 'o1', 'o3']],
  ['object.back', ['o1', 'o3', 'o0', 'o2', 'o4', 'o5']],
])('%s keeps the order of what it moves', (id, expected) => {
  const fake = new FakeContext();
  fake.model.selection.set(['o3', 'o1']);
  find(id).run(fake.context);
  const order = fake.model.store.members('objects').map((member) => member.objectId);
  expect(order).toEqual(expected);
  fake.model.undo();
  expect(textOf(fake.model.store)).toBe(textOf(sampleStore()));
});

test('neighbours that are moved together stay together', () => {
  const fake = new FakeContext();
  const order = () =>
    fake.model.store
      .members('objects')
      .map((member) => member.objectId.slice(1))
      .join('');
  fake.model.selection.set(['o2', 'o1']);
  find('object.forward').run(fake.context);
  expect(order()).toBe('031245');
  find('object.backward').run(fake.context);
  find('object.backward').run(fake.context);
  expect(order()).toBe('120345');
});

test('what is locked stays when all is deleted, and is counted', () => {
  const fake = new FakeContext();
  fake.model.selection.set(['o1', 'o2']);
  find('object.lock').run(fake.context);
  find('edit.deleteAll').run(fake.context);
  expect(fake.model.store.members('objects').map((member) => member.objectId)).toEqual(['o1', 'o2']);
  expect(fake.calls.at(-1)).toBe('shell.notify("2 locked objects stay.")');
  find('object.lock').run(fake.context);
  expect(fake.model.store.members('objects').map((member) => member.lock)).toEqual([undefined, undefined]);
});

test('the next object is the next of the list, the first again after the last', () => {
  const fake = new FakeContext();
  const seen = [1, 2, 3].map((times) => {
    find(times === 3 ? 'object.previous' : 'object.next').run(fake.context);
    return [...fake.model.selection.keys][0];
  });
  expect(seen).toEqual(['o0', 'o1', 'o0']);
  find('object.previous').run(fake.context);
  expect([...fake.model.selection.keys]).toEqual(['o5']);
  expect(fake.calls.at(-1)).toBe('view.fitTo(["o5"])');
});

test('the palette finds by words, parts of words and letters, what cannot be run too', () => {
  const fake = new FakeContext();
  const found = (text: string) => searchCommands(commands, text, fake.context).map(({ command }) => command.id);
  expect(found('zoom')[0]).toBe('view.zoomIn');
  expect(found('panels')).toContain('view.focus');
  expect(found('brngfrnt')).toEqual(['object.front']);
  expect(found('')).toHaveLength(commands.length);
  expect(searchCommands(commands, 'undo', fake.context)[0]).toMatchObject({
    command: { id: 'edit.undo' },
    canRun: false,
  });
});

test('keys are shown as the keyboards have them', () => {
  expect(chordText('Mod+Shift+Z', 'mac')).toBe('⌘⇧Z');
  expect(chordText('Mod+Shift+Z', 'other')).toBe('Ctrl+Shift+Z');
  expect(chordText('Alt+ArrowUp', 'other')).toBe('Alt+↑');
  expect(chordText('+', 'other')).toBe('+');
});

test('nudges of the same objects in a row are one step', () => {
  const fake = new FakeContext();
  const { model } = fake;
  let moves = 0;
  fake.onNudge = () => {
    moves++;
    const note = { kind: 'set', list: 'objects', field: 'note' } as const;
    model.commit(
      'Move',
      [...model.selection.keys].map((key) => ({ ...note, key, value: moves })),
    );
  };
  for (const key of ['o1', 'o1', 'o2', 'o2', 'o1']) {
    model.selection.set([key]);
    find('shape.left').run(fake.context);
  }
  expect(model.history.steps.map(({ keys }) => keys[0])).toEqual(['o1', 'o2', 'o1']);
});
