import { keyOf, type MemberKey } from '@limn/editor';
import { createPictureRenderer } from '@limn/editor/render/createRenderer';
import { FrameLoop } from '@limn/editor/render/frameLoop';
import type { PictureRenderer } from '@limn/editor/render/renderer';
import { fitPicture } from '@limn/editor/render/view';
import type { EditorSession } from '../session/EditorSession';

/** Draws an open task into an element, and whatever changes, until the returned function is called. */
export function attachRenderer(host: HTMLElement, session: EditorSession): () => void {
  const loop = new FrameLoop();
  let stop: (() => void) | null = () => undefined;
  const isReadable = session.picture.readPixels !== undefined;
  void createPictureRenderer(host, loop, isReadable).then((renderer) => {
    if (stop === null) {
      renderer.destroy();
    } else {
      stop = draw(host, session, renderer, loop);
    }
  });
  return () => {
    stop?.();
    stop = null;
  };
}

function draw(host: HTMLElement, session: EditorSession, renderer: PictureRenderer, loop: FrameLoop): () => void {
  const { editor, look, reference } = session;
  const { backdrop } = reference;
  renderer.setPicture(backdrop.value);
  renderer.setMask(editor.mask);
  renderer.update({ put: editor.scene.drawn(), removed: [] });
  renderer.setLook(look.value);
  const stops = [
    ...followDocument(renderer, session),
    followOverlay(renderer, session),
    ...followVisibility(renderer, session),
    followSize(host, renderer, session),
    look.subscribe(() => renderer.setLook(look.value)),
    session.palette.subscribe(() => {
      renderer.setMask(null);
      renderer.setMask(editor.mask);
    }),
    backdrop.subscribe(() => renderer.setPicture(backdrop.value)),
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
  const { selection } = model;
  const highlight = () => renderer.setHighlight(selection.hovered, selection.keys);
  highlight();
  return [editor.scene.subscribe((change) => renderer.update(change)), selection.subscribe(highlight)];
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
  const stop = editor.subscribe((event) => {
    if (event.kind === 'view') {
      renderer.setView(editor.view.view);
    } else if (event.kind === 'page') {
      renderer.setMask(null);
      renderer.setMask(editor.mask);
    } else if (event.kind === 'mask') {
      renderer.maskChanged(event.tiles);
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
      const isFitted = showsFitted(editor);
      renderer.setSize(width, height, window.devicePixelRatio);
      editor.view.resize({ width, height });
      if (isFitted) {
        editor.view.fit();
      }
      renderer.setView(editor.view.view);
    }
  };
  const observer = new ResizeObserver(measure);
  observer.observe(host);
  measure();
  return () => observer.disconnect();
}

/** Whether the whole picture is shown as large as it fits: then it stays so when there is more or less room for it. */
function showsFitted({ view, picture }: EditorSession['editor']): boolean {
  const fitted = fitPicture(picture, view.size, view.view);
  return (['x', 'y', 'scale'] as const).every((name) => Math.abs(fitted[name] - view.view[name]) < 1e-6);
}
