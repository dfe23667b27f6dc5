import type { EditorSession } from './EditorSession';

/** Unfolds the side that holds what was asked for, until the returned function is called. */
export function openSides({ ui, layout }: EditorSession): () => void {
  let { side, classSearch } = ui.value;
  return ui.subscribe(() => {
    const now = ui.value;
    if (now.side !== side && now.side !== 'objects') {
      layout.merge({ right: true });
    }
    if (now.classSearch !== classSearch) {
      layout.merge({ left: true });
    }
    ({ side, classSearch } = now);
  });
}
