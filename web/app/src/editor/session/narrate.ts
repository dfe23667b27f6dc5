import { describeObject, keyOf, type SyncState, TOOLS } from '@limn/editor';
import { formatPlural } from '../../ui/format';
import type { EditorSession } from './EditorSession';

/** Says what happens to people who do not see the screen, until the returned function is called. */
export function narrate(session: EditorSession): () => void {
  const { editor, model, sync, spoken, validation } = session;
  const { selection, history } = model;
  let tool = toolWords(session);
  let state = sync.state.kind;
  let steps = history.steps.length;
  let problems = validation.problems.length;
  let { keys } = selection;
  const say = (text: string) => spoken.set(text);
  const stops = [
    editor.subscribe(() => {
      const now = toolWords(session);
      if (now !== tool) {
        tool = now;
        say(now);
      }
    }),
    selection.subscribe(() => {
      // Moving the pointer over objects selects nothing, and the list says itself what is chosen in it.
      if (selection.keys !== keys && document.activeElement?.role !== 'listbox') {
        say(selectionWords(session));
      }
      keys = selection.keys;
    }),
    model.store.subscribe(() => {
      const { steps: done, undoneSteps } = history;
      if (done.length !== steps) {
        const last = done.length > steps ? done.at(-1)?.label : `Undone: ${undoneSteps.at(-1)?.label}`;
        steps = done.length;
        say(`${last}. ${formatPlural(model.store.members('objects').length, 'object')}`);
      }
    }),
    sync.subscribe(() => {
      const { kind } = sync.state;
      const words = kind === state ? undefined : syncWords[kind];
      state = kind;
      if (words !== undefined) {
        say(words);
      }
    }),
    validation.subscribe(() => {
      const { length } = validation.problems;
      if (length > problems) {
        say(validation.problems.at(-1)?.message ?? '');
      }
      problems = length;
    }),
  ];
  return () => {
    for (const stop of stops) {
      stop();
    }
  };
}

// What goes well and comes often is not said.
const syncWords: Readonly<Partial<Record<SyncState['kind'], string>>> = {
  offline: 'Offline. What you do is kept on this device.',
  refused: 'What you did cannot be saved.',
};

function toolWords({ editor }: EditorSession): string {
  const { schemaClass, tool } = editor;
  const label = TOOLS.find(({ id }) => id === tool.id)?.label ?? tool.id;
  return schemaClass && tool.id !== 'select' ? `${label}, ${schemaClass.title}` : label;
}

function selectionWords({ model }: EditorSession): string {
  const keys = [...model.selection.keys];
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) {
    return keys.length === 0 ? 'Nothing is selected' : `${keys.length} selected`;
  }
  const members = model.store.members('objects');
  const member = model.store.get('objects', key);
  return member
    ? describeObject(member, {
        schema: model.schema,
        position: members.findIndex((one) => keyOf(one) === key) + 1,
        count: members.length,
        issues: 0,
        isHidden: !model.visibility.isVisible(member),
      })
    : 'Relation selected';
}
