import type { Command } from '@limn/editor';
import type { KeyInput } from '@limn/editor/tools/input';
import type { EditorSession } from '../session/EditorSession';
import { platform } from '../session/platform';

/** Hands keys to the tool in use and to commands until the returned function is called. */
export function attachKeys(host: HTMLElement, session: EditorSession): () => void {
  const held = new Map<string, Command>();
  const abort = new AbortController();
  const { signal } = abort;
  const release = (code: string) => {
    held.get(code)?.release?.(session.context);
    held.delete(code);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeOf(event);
    if (event.defaultPrevented || place === 'elsewhere') {
      return;
    }
    if (event.key === 'Escape' && place !== 'canvas') {
      host.focus({ preventScroll: true });
    }
    const command = toolKey(host, session, event, place) ? null : commandOf(session, event, place);
    if (command === undefined) {
      return;
    }
    event.preventDefault();
    command?.run(session.context);
    if (command?.release) {
      held.set(event.code, command);
    }
  };
  window.addEventListener('keydown', onKeyDown, { signal });
  window.addEventListener('keyup', (event) => onKeyUp(event), { signal });
  window.addEventListener('blur', () => [...held.keys()].forEach(release), { signal });
  return () => abort.abort();

  function onKeyUp(event: KeyboardEvent): void {
    session.editor.keyUp(keyInput(event));
    release(event.code);
  }
}

type Place = 'canvas' | 'control' | 'form' | 'text' | 'elsewhere';

const dialogs = '[role=dialog], [role=menu], .mantine-Combobox-dropdown';
const texts = 'input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, [contenteditable=true]';
const controls = 'button, a, input, select, summary, [role=option], [role=tab], [role=slider], [role=treeitem]';

/** Where a key was pressed; dialogs and menus keep theirs. */
function placeOf({ target }: KeyboardEvent): Place {
  if (!(target instanceof Element)) {
    return 'canvas';
  }
  if (target.closest(dialogs)) {
    return 'elsewhere';
  }
  if (target.matches(texts)) {
    return 'text';
  }
  if (target.closest('[data-form]')) {
    return 'form';
  }
  return target.closest(controls) ? 'control' : 'canvas';
}

// By these a control in focus does what it always does.
const ofControls = new Set(['Enter', ' ', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** Answers whether the key meant something to the tool in use. */
function toolKey(host: HTMLElement, { editor }: EditorSession, event: KeyboardEvent, place: Place): boolean {
  const isElsewhere = place === 'text' || place === 'form' || (place === 'control' && ofControls.has(event.key));
  // Tab leads to the tool's handles from the picture only, so that nobody is caught there.
  const isOutside = event.key === 'Tab' && event.target !== host;
  // With Ctrl or Alt it sends the task on, whatever is selected.
  const endsTask = event.key === 'Enter' && (event.ctrlKey || event.metaKey || event.altKey);
  return !isElsewhere && !isOutside && !endsTask && editor.keyDown(keyInput(event));
}

function commandOf({ keymap, context }: EditorSession, event: KeyboardEvent, place: Place): Command | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  if ((place === 'control' || place === 'form') && ofControls.has(key) && !ctrlKey && !metaKey && !altKey) {
    return undefined;
  }
  const altGraph = event.getModifierState('AltGraph');
  const found = keymap.value.resolve(
    { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, altGraph },
    { isText: place === 'text', isForm: place === 'form', isDrawing: context.tools.isDrawing, isEditor: true },
  );
  return found?.canRun(context) ? found : undefined;
}

function keyInput({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): KeyInput {
  return { key, shift: shiftKey, alt: altKey, ctrl: platform === 'mac' ? metaKey : ctrlKey };
}
