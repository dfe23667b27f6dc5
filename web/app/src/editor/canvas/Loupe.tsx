import { useEffect, useRef } from 'react';
import { useCell, useEditor, useSession } from '../state/hooks';
import classes from './Loupe.module.css';
import { paintLoupe } from './paintLoupe';

const side = 200;

/** The place under the pointer, enlarged, while a key is held. */
export function Loupe() {
  const { ui } = useSession();
  return useCell(ui).hasLoupe ? <Glass /> : null;
}

function Glass() {
  const session = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const at = useCell(session.pointer);
  const backdrop = useCell(session.reference.backdrop);
  const view = useEditor(({ editor }) => editor.view.view);
  const overlay = useEditor(({ editor }) => editor.overlay());
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || at === null) {
      return undefined;
    }
    const ratio = window.devicePixelRatio;
    element.width = side * ratio;
    element.height = side * ratio;
    const paint = () =>
      paintLoupe(context, session, { at, view, side: side * ratio, ratio, source: backdrop, overlay });
    paint();
    return backdrop.onTile(paint);
  }, [session, at, view, overlay, backdrop]);
  if (at === null) {
    return null;
  }
  const { x, y } = session.editor.view.toScreen(at);
  return (
    <div className={classes.loupe} style={{ left: x, top: y }} aria-hidden data-testid="loupe">
      <canvas ref={canvas} />
    </div>
  );
}
