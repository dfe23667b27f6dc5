import type { Member, MemberKey, MemberList } from '@limn/editor';
import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from 'react';
import type { EditorSession } from '../session/EditorSession';
import type { Cell } from './Cell';

/** The open task, for all parts of the editor. */
export const SessionContext = createContext<EditorSession | null>(null);

export function useSession(): EditorSession {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error('This component is part of the editor only.');
  }
  return session;
}

export function useCell<T>(cell: Cell<T>): T {
  return useSyncExternalStore(cell.subscribe, () => cell.value);
}

/** Something that tells of its changes, but not by new values. */
interface Source {
  subscribe(listener: () => void): () => void;
}

/** Shows a component again after each change of a source; answers how many there were. */
export function useVersion(source: Source): number {
  const version = useRef(0);
  const subscribe = useCallback(
    (listener: () => void) =>
      source.subscribe(() => {
        version.current++;
        listener();
      }),
    [source],
  );
  return useSyncExternalStore(subscribe, () => version.current);
}

/** What is read off the headless editor; the selector answers the same value until that changes. */
export function useEditor<T>(select: (session: EditorSession) => T): T {
  const session = useSession();
  const subscribe = useCallback((listener: () => void) => session.editor.subscribe(listener), [session]);
  return useSyncExternalStore(subscribe, () => select(session));
}

/** Whether the document may be changed now: a task can be lost while it is open. */
export function useCanChange(): boolean {
  return useEditor(({ model }) => model.canChange);
}

/** The members of a list; the same array until one of them changes. */
export function useMembers(list: MemberList): readonly Member[] {
  const { store } = useSession().model;
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(subscribe, () => store.members(list));
}

export function useSelectedKeys(): ReadonlySet<MemberKey> {
  const { selection } = useSession().model;
  const subscribe = useCallback((listener: () => void) => selection.subscribe(listener), [selection]);
  return useSyncExternalStore(subscribe, () => selection.keys);
}

export function useHovered(): MemberKey | null {
  const { selection } = useSession().model;
  const subscribe = useCallback((listener: () => void) => selection.subscribe(listener), [selection]);
  return useSyncExternalStore(subscribe, () => selection.hovered);
}
