import type { Operation } from '../model/operations';
import type { SchemaIndex } from '../model/schema/SchemaIndex';
import type { SchemaClass } from '../model/schema/schemaTypes';
import { type Command, command } from './Command';
import { normalChord } from './chord';
import type { EditorContext } from './EditorContext';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const automatic = [...digits, ...digits.slice(0, 9).map((digit) => `Shift+${digit}`)];

/** The keys of the classes that are drawn: what the schema says, then digits in the order of the list. */
export function classKeys(schema: SchemaIndex): ReadonlyMap<string, string> {
  const classes = drawnClasses(schema);
  const keys = new Map<string, string>();
  for (const { schemaId, shortcutKey } of classes) {
    const key = shortcutKey ? normalChord(shortcutKey) : '';
    if (key !== '' && ![...keys.values()].includes(key)) {
      keys.set(schemaId, key);
    }
  }
  const taken = new Set(keys.values());
  const free = automatic.filter((key) => !taken.has(key));
  for (const { schemaId } of classes.filter((schemaClass) => !keys.has(schemaClass.schemaId))) {
    const key = free.shift();
    if (key !== undefined) {
      keys.set(schemaId, key);
    }
  }
  return keys;
}

/** For each class: to draw with it, and to give it to what is selected or under the pointer. */
export function classCommands(schema: SchemaIndex): Command[] {
  const keys = classKeys(schema);
  return drawnClasses(schema).flatMap((schemaClass) => {
    const key = keys.get(schemaClass.schemaId);
    return [chooseCommand(schemaClass, key), assignCommand(schemaClass, key)];
  });
}

/** The class before or after the present one, of those that take new objects. */
export function neighbourClass({ model, tools }: EditorContext, step: 1 | -1): string | undefined {
  const classes = drawnClasses(model.schema).filter((schemaClass) => !schemaClass.disabled);
  const at = classes.findIndex(({ schemaId }) => schemaId === tools.classId);
  const next = at < 0 && step < 0 ? classes.length - 1 : (at + step + classes.length) % classes.length;
  return classes[next]?.schemaId;
}

function drawnClasses(schema: SchemaIndex): readonly SchemaClass[] {
  return [...schema.classesOf('objects'), ...schema.classesOf('relations')];
}

function chooseCommand({ schemaId, title, disabled }: SchemaClass, key: string | undefined): Command {
  return command({
    id: `class.choose.${schemaId}`,
    label: `Draw "${title}"`,
    group: 'Classes',
    keys: key === undefined ? [] : [key],
    canRun: ({ model }) => !disabled && model.canChange,
    run: ({ tools }) => tools.chooseClass(schemaId),
  });
}

function assignCommand({ schemaId, title }: SchemaClass, key: string | undefined): Command {
  return command({
    id: `class.assign.${schemaId}`,
    label: `Change class to "${title}"`,
    group: 'Classes',
    keys: key === undefined ? [] : [`Alt+${key}`],
    canRun: ({ model }) => model.canChange && model.selection.targets.length > 0,
    run: (context) => assign(context, schemaId, title),
  });
}

function assign({ model, shell }: EditorContext, schemaId: string, title: string): void {
  const operations = model.selection.targets.flatMap((key): Operation[] => {
    const list = model.store.get('objects', key) ? 'objects' : 'relations';
    const member = model.store.get(list, key);
    const set = (field: string, value: string): Operation => ({ kind: 'set', list, key, field, value });
    if (!member || member.schemaId === schemaId) {
      return [];
    }
    return [set('schemaId', schemaId), ...(member.title === undefined ? [] : [set('title', title)])];
  });
  commitOrTell(model, shell, `Change class to "${title}"`, operations);
}

/** Changes the document, or says why not. */
export function commitOrTell(
  model: EditorContext['model'],
  shell: EditorContext['shell'],
  label: string,
  operations: readonly Operation[],
): boolean {
  if (operations.length === 0) {
    return false;
  }
  const result = model.commit(label, operations);
  if ('refused' in result) {
    shell.notify(result.reason);
    return false;
  }
  return true;
}
