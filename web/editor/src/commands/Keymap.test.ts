import { expect, test } from 'vitest';
import { SchemaIndex } from '../model/schema/SchemaIndex';
import { sampleSchema } from '../testing/schemaSample';
import type { KeyPress, Platform } from './chord';
import { classKeys } from './classCommands';
import { editorCommands } from './editorCommands';
import { type Bindings, type Focus, Keymap, readBindings } from './Keymap';

const schema = new SchemaIndex(sampleSchema);
const commands = editorCommands(schema);
const inEditor: Focus = { isText: false, isForm: false, isDrawing: false, isEditor: true };

function keymap(
  own: Bindings = {},
  more: { platform?: Platform; usesCharacters?: boolean; project?: Bindings } = {},
): Keymap {
  return new Keymap({ commands, platform: 'other', own, ...more });
}

function commandOf(id: string) {
  const found = commands.find((command) => command.id === id);
  if (!found) {
    throw new Error(`There is no command ${id}.`);
  }
  return found;
}

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, code, ...more });

test.each<[string, KeyPress, Platform, string | undefined]>([
  ['a letter', press('h', 'KeyH'), 'other', 'object.hide'],
  ['a letter with Shift', press('H', 'KeyH', { shiftKey: true }), 'other', 'object.showAll'],
  ['a letter on another Latin layout', press('a', 'KeyQ'), 'other', 'setting.lasso'],
  ['a letter of another script', press('р', 'KeyH'), 'other', 'object.hide'],
  ['what Alt makes of a letter on macOS', press('˙', 'KeyH', { altKey: true }), 'mac', 'object.isolate'],
  ['Ctrl elsewhere', press('z', 'KeyZ', { ctrlKey: true }), 'other', 'edit.undo'],
  ['Cmd on macOS', press('z', 'KeyZ', { metaKey: true }), 'mac', 'edit.undo'],
  ['Ctrl on macOS', press('z', 'KeyZ', { ctrlKey: true }), 'mac', undefined],
  ['a digit that the layout writes with Shift', press('&', 'Digit1'), 'other', 'class.choose.car'],
  ['a digit of the number block', press('2', 'Numpad2'), 'other', 'class.choose.lock'],
  ['a question mark', press('?', 'Slash', { shiftKey: true }), 'other', 'help.shortcuts'],
  ['a question mark of a German layout', press('?', 'Minus', { shiftKey: true }), 'other', 'help.shortcuts'],
  [
    'a bracket of AltGr',
    press('[', 'Digit8', { ctrlKey: true, altKey: true, altGraph: true }),
    'other',
    'brush.smaller',
  ],
  ['a quote with Shift', press('"', 'Quote', { shiftKey: true }), 'other', 'view.crosshair'],
  ['plus', press('+', 'Equal', { shiftKey: true }), 'other', 'view.zoomIn'],
  ['a held key that repeats', press('z', 'KeyZ', { ctrlKey: true, repeat: true }), 'other', 'edit.undo'],
  ['a held key that does not', press('h', 'KeyH', { repeat: true }), 'other', undefined],
  ['a key without a meaning', press('F9', 'F9'), 'other', undefined],
])('%s finds its command', (_, pressed, platform, expected) => {
  expect(keymap({}, { platform }).resolve(pressed, inEditor)?.id).toBe(expected);
});

test('the narrowest scope goes first', () => {
  const backspace = press('Backspace', 'Backspace');
  expect(keymap().resolve(backspace, { ...inEditor, isDrawing: true })?.id).toBe('draw.stepBack');
  expect(keymap().resolve(backspace, inEditor)?.id).toBe('edit.delete');
  expect(keymap().resolve(press('Tab', 'Tab'), inEditor)).toBeUndefined();
});

test('while somebody types, only commands made for it have keys', () => {
  const typing = { ...inEditor, isText: true, isDrawing: true };
  expect(keymap().resolve(press('h', 'KeyH'), typing)).toBeUndefined();
  expect(keymap().resolve(press('z', 'KeyZ', { ctrlKey: true }), typing)).toBeUndefined();
  expect(keymap().resolve(press('Backspace', 'Backspace'), typing)).toBeUndefined();
  expect(keymap().resolve(press('s', 'KeyS', { ctrlKey: true }), typing)?.id).toBe('task.save');
});

test('outside of the editor its keys mean nothing', () => {
  expect(keymap().resolve(press('h', 'KeyH'), { ...inEditor, isEditor: false })).toBeUndefined();
});

test('keys that write characters can be switched off', () => {
  const without = keymap({}, { usesCharacters: false });
  expect(without.resolve(press('h', 'KeyH'), inEditor)).toBeUndefined();
  expect(without.resolve(press('?', 'Slash', { shiftKey: true }), inEditor)).toBeUndefined();
  expect(without.resolve(press('h', 'KeyH', { altKey: true }), inEditor)?.id).toBe('object.isolate');
  expect(without.resolve(press('Delete', 'Delete'), inEditor)?.id).toBe('edit.delete');
});

test("own keys go before the project's, those before the defaults", () => {
  const project = { 'object.hide': ['J'], 'object.flag': ['K'] };
  const map = keymap({ 'object.hide': ['O'] }, { project });
  expect(map.keysOf(commandOf('object.hide'))).toEqual(['O']);
  expect(map.keysOf(commandOf('object.flag'))).toEqual(['K']);
  expect(map.resolve(press('h', 'KeyH'), inEditor)).toBeUndefined();
  expect(map.resolve(press('o', 'KeyO'), inEditor)?.id).toBe('object.hide');
});

test('a command that gets the key of another takes it, after the conflict was shown', () => {
  const map = keymap();
  const hide = commandOf('object.hide');
  expect(map.conflicts(hide, 'p').map(({ id }) => id)).toEqual(['object.copyId']);
  const own = map.rebound(hide, ['P']);
  expect(own).toEqual({ 'object.copyId': [], 'object.hide': ['P'] });
  const next = keymap(own);
  expect(next.resolve(press('p', 'KeyP'), inEditor)?.id).toBe('object.hide');
  expect(next.conflicts(hide, 'P')).toEqual([]);
  expect(map.rebound(hide, ['Mod+W'])).toBeUndefined();
});

test('a key of another scope is no conflict', () => {
  expect(keymap().conflicts(commandOf('edit.delete'), 'Backspace')).toEqual([]);
});

test('classes have the keys of the schema, then digits in their order', () => {
  const tools = Array.from({ length: 22 }, (_, n) => ({ schemaId: `c${n}`, title: `C${n}`, tool: 'point' }));
  const withKeys = [
    { ...tools[0], shortcutKey: 'k' },
    { ...tools[1], shortcutKey: 'K' },
    { ...tools[2], shortcutKey: '1' },
    ...tools.slice(3),
  ];
  const keys = classKeys(new SchemaIndex({ tools: withKeys as typeof tools, classifications: [], relations: [] }));
  expect(['c0', 'c1', 'c2', 'c3', 'c10', 'c11', 'c19', 'c20'].map((id) => keys.get(id))).toEqual([
    'K',
    '2',
    '1',
    '3',
    '0',
    'Shift+1',
    'Shift+9',
    undefined,
  ]);
});

test("a project's class key goes before the editor's own", () => {
  const lettered = new SchemaIndex({
    ...sampleSchema,
    tools: [{ schemaId: 'hut', title: 'Hut', tool: 'point', shortcutKey: 'h' }],
  });
  const map = new Keymap({ commands: editorCommands(lettered), platform: 'other' });
  expect(map.resolve(press('h', 'KeyH'), inEditor)?.id).toBe('class.choose.hut');
});

test('keys can be kept in a file', () => {
  const own = keymap().rebound(commandOf('object.hide'), ['Alt+J', 'J']);
  expect(readBindings(JSON.stringify(own))).toEqual(own);
  expect(['', '[]', '7', '{"a":"b"}', '{"a":["Mod+T"]}'].map(readBindings)).toEqual(Array(5).fill(undefined));
});
