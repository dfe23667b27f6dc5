import { editorCommands, SchemaIndex } from '@limn/editor';
import { expect, test } from 'vitest';
import { keymapOf, presetNames, readKeyFile, startKeys, toKeySettings } from './keySettings';

const tool = (title: string) => ({ schemaId: title, title, tool: 'bounding-box' });
const schema = new SchemaIndex({ tools: [tool('Car'), tool('Road')], classifications: [], relations: [] });
const commands = editorCommands(schema);
const commandOf = (id: string) => {
  const found = commands.find((command) => command.id === id);
  if (!found) {
    throw new Error(`There is no command ${id}.`);
  }
  return found;
};

test.each(presetNames)('no key of the preset %s means two commands at once', (preset) => {
  const map = keymapOf(commands, { ...startKeys, preset });
  const plain = keymapOf(commands, startKeys);
  for (const command of commands) {
    for (const key of map.keysOf(command)) {
      const before = plain.conflicts(command, key).map(({ id }) => id);
      expect(map.conflicts(command, key).filter(({ id }) => !before.includes(id))).toEqual([]);
    }
  }
});

test('a preset gives its keys and takes them from others', () => {
  const map = keymapOf(commands, { ...startKeys, preset: 'cvat' });
  expect(map.keysOf(commandOf('page.next'))).toEqual(['F']);
  expect(map.keysOf(commandOf('view.fit'))).toEqual(['Alt+F']);
});

test('own keys go before those of the preset', () => {
  const map = keymapOf(commands, { ...startKeys, preset: 'cvat', own: { 'page.next': ['Alt+N'] } });
  expect(map.keysOf(commandOf('page.next'))).toEqual(['Alt+N']);
});

test('letters and signs can be no shortcuts', () => {
  const focus = { isText: false, isForm: false, isDrawing: false, isEditor: true };
  const press = { key: 'v', code: 'KeyV' };
  expect(keymapOf(commands, startKeys).resolve(press, focus)?.id).toBe('tool.select');
  expect(keymapOf(commands, { ...startKeys, usesCharacters: false }).resolve(press, focus)).toBeUndefined();
});

test('settings survive a file', () => {
  const settings = { preset: 'left-hand', own: { 'edit.undo': ['Mod+U'] }, usesCharacters: false } as const;
  expect(readKeyFile(JSON.stringify(settings))).toEqual(settings);
});

test.each(['', 'null', '[]', '{}', '{"own":{"edit.undo":7}}', '{"own":{"edit.undo":["Mod+T"]}}', 'not JSON'])(
  'a file with %s is refused',
  (text) => {
    expect(readKeyFile(text)).toBeUndefined();
  },
);

test('what was kept wrongly becomes the start', () => {
  expect(toKeySettings({ preset: 'unknown', own: { a: 1 } })).toEqual(startKeys);
  expect(toKeySettings({})).toEqual(startKeys);
});
