import { keyOf, type MemberKey } from '@limn/editor';
import { createCanvasRenderer } from '@limn/editor/render/canvas/canvasRenderer';
import { FrameLoop } from '@limn/editor/render/frameLoop';
import type { PictureRenderer } from '@limn/editor/render/renderer';
import { maskSource } from '../picture/maskSource';
import type { EditorSession } from '../session/EditorSession';

/** Draws an open task into an element, and whatever changes, until the returned function is called. */
export function attachRenderer(host: HTMLElement, session: EditorSession): () => void {
  const { editor, model, look, picture } = session;
  const loop = new FrameLoop();
  const renderer = createCanvasRenderer(host, loop);
  renderer.setPicture(picture.source);
  renderer.setMask(maskSource(model, editor.page, editor.picture));
  renderer.update({ put: editor.scene.drawn(), removed: [] });
  renderer.setLook(look.value);
  const stops = [
    ...followDocument(renderer, session),
    followOverlay(renderer, session),
    ...followVisibility(renderer, session),
    followSize(host, renderer, session),
    look.subscribe(() => renderer.setLook(look.value)),
  ];
  loop.start(renderer);
  return () => {
    for (const stop of stops) {
      stop();
    }
    loop.stop();
    renderer.destroy();
  };
}

function followDocument(renderer: PictureRenderer, { editor, model }: EditorSession): (() => void)[] {
  const { selection, store } = model;
  const highlight = () => renderer.setHighlight(selection.hovered, selection.keys);
  highlight();
  return [
    editor.scene.subscribe((change) => renderer.update(change)),
    selection.subscribe(highlight),
    store.subscribe(({ tiles }) => {
      const here = tiles.filter(({ page }) => page === editor.page);
      if (here.length > 0) {
        renderer.maskChanged(here);
      }
    }),
  ];
}

/** One event may tell of several changes; the overlay is made once for all of them. */
function followOverlay(renderer: PictureRenderer, { editor }: EditorSession): () => void {
  let isStale = false;
  let isOver = false;
  const refresh = () => {
    if (!isStale) {
      isStale = true;
      queueMicrotask(() => {
        isStale = false;
        if (!isOver) {
          renderer.setOverlay(editor.overlay());
        }
      });
    }
  };
  refresh();
  const stop = editor.subscribe(({ kind }) => {
    if (kind === 'view') {
      renderer.setView(editor.view.view);
    }
    refresh();
  });
  return () => {
    isOver = true;
    stop();
  };
}

/** Members become visible or hidden by what somebody hides, and by their own change where a filter is on. */
function followVisibility(renderer: PictureRenderer, { model }: EditorSession): (() => void)[] {
  const { visibility, store } = model;
  const hidden = new Set<MemberKey>();
  const judge = (key: MemberKey) => {
    const member = store.get('objects', key);
    if (member && !visibility.isVisible(member)) {
      hidden.add(key);
    } else {
      hidden.delete(key);
    }
  };
  const judgeAll = () => {
    hidden.clear();
    store.members('objects').map(keyOf).forEach(judge);
    renderer.setHidden(hidden);
  };
  judgeAll();
  return [
    visibility.subscribe(judgeAll),
    store.subscribe(({ objects }) => {
      const before = hidden.size;
      for (const key of [...objects.added, ...objects.changed, ...objects.removed]) {
        judge(key);
      }
      if (hidden.size > 0 || before > 0) {
        renderer.setHidden(hidden);
      }
    }),
  ];
}

function followSize(host: HTMLElement, renderer: PictureRenderer, { editor }: EditorSession): () => void {
  const measure = () => {
    const { clientWidth: width, clientHeight: height } = host;
    if (width > 0 && height > 0) {
      renderer.setSize(width, height, window.devicePixelRatio);
      editor.view.resize({ width, height });
      renderer.setView(editor.view.view);
    }
  };
  const observer = new ResizeObserver(measure);
  observer.observe(host);
  measure();
  return () => observer.disconnect();
}
