import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

/** A key that does something, and what it does. */
export interface Shortcut {
  /** Names as `KeyboardEvent.key` has them; a sequence is separated by a blank: `g p`. */
  keys: string;
  label: string;
  run: () => void;
}

/** The shortcuts of one part of the page. */
export interface ShortcutGroup {
  name: string;
  shortcuts: readonly Shortcut[];
}

const sequencePause = 1_000;
let groups: readonly ShortcutGroup[] = [];
let begun = { key: '', at: 0 };
const watchers = new Set<() => void>();

window.addEventListener('keydown', onKeyDown);

/** Makes shortcuts work, and shows them in the help, while the component is shown. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const run = useEffectEvent((keys: string) => shortcuts.find((shortcut) => shortcut.keys === keys)?.run());
  const described = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  useEffect(() => {
    const group = {
      name,
      shortcuts: described.split('\n').map((line) => {
        const [keys = '', label = ''] = line.split('\t');
        return { keys, label, run: () => run(keys) };
      }),
    };
    setGroups([...groups, group]);
    return () => setGroups(groups.filter((other) => other !== group));
  }, [name, described]);
}

/** The shortcuts that work now. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(watch, () => groups);
}

function setGroups(next: readonly ShortcutGroup[]): void {
  groups = next;
  for (const watcher of watchers) {
    watcher();
  }
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || belongsElsewhere(event.target)) {
    return;
  }
  const sequence = event.timeStamp - begun.at < sequencePause ? `${begun.key} ${event.key}` : '';
  const shortcut = find(sequence) ?? find(event.key);
  begun = { key: event.key, at: event.timeStamp };
  if (shortcut) {
    event.preventDefault();
    begun = { key: '', at: 0 };
    shortcut.run();
  }
}

/** What was shown last wins. */
function find(keys: string): Shortcut | undefined {
  return groups
    .toReversed()
    .flatMap((group) => group.shortcuts)
    .find((shortcut) => shortcut.keys === keys);
}

/** Typing, and dialogs, keep their keys. */
function belongsElsewhere(target: EventTarget | null): boolean {
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'));
  return isTyping || document.querySelector('[role="dialog"]') !== null;
}
