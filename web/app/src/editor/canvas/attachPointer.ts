import type { RawPointer } from '@limn/editor/tools/input';
import { PinPointer } from '../issues/PinPointer';
import type { EditorSession } from '../session/EditorSession';
import { platform } from '../session/platform';
import { Pinch } from './Pinch';

const tick = 100;
const lineHeight = 16;

/** Hands what the hand does over a picture to its tools until the returned function is called. */
export function attachPointer(host: HTMLElement, session: EditorSession): () => void {
  const { editor, pointer, ui } = session;
  const pinch = new Pinch(editor);
  const pins = new PinPointer(session);
  const abort = new AbortController();
  const on = <TName extends keyof HTMLElementEventMap>(
    name: TName,
    listener: (event: HTMLElementEventMap[TName]) => void,
  ) => host.addEventListener(name, listener, { signal: abort.signal, passive: false });

  on('pointerdown', (event) => {
    host.focus({ preventScroll: true });
    if (pinch.down(event)) {
      pins.cancel();
    } else {
      host.setPointerCapture(event.pointerId);
      ui.merge({ menu: null });
      const raw = rawPointer(host, event);
      if (!pins.down(raw)) {
        editor.pointerDown(raw);
      }
    }
  });
  on('pointermove', (event) => {
    if (!pinch.move(event)) {
      const raw = rawPointer(host, event);
      pointer.set(editor.view.toPicture(raw));
      host.toggleAttribute('data-pin', pins.under(raw) !== undefined);
      if (!pins.move(raw)) {
        editor.pointerMove(raw);
      }
    }
  });
  on('pointerup', (event) => {
    if (!pinch.up(event) && !pins.up() && editor.pointerUp(rawPointer(host, event))) {
      ui.merge({ menu: { x: event.clientX, y: event.clientY } });
    }
  });
  on('pointercancel', (event) => {
    pinch.up(event);
    pins.cancel();
    editor.abort();
  });
  on('pointerleave', () => {
    pointer.set(null);
    session.model.selection.hover(null);
  });
  on('dblclick', (event) => editor.doubleClick(rawPointer(host, event)));
  on('contextmenu', (event) => {
    event.preventDefault();
    // A long touch asks for the menu, where a mouse has its right button.
    if (event instanceof PointerEvent && event.pointerType === 'touch') {
      editor.abort();
      ui.merge({ menu: { x: event.clientX, y: event.clientY } });
    }
  });
  on('wheel', (event) => {
    event.preventDefault();
    turn(host, session, event);
  });
  // While the pointer rests with its button held, some tools go on.
  const ticking = setInterval(() => editor.tick(), tick);
  return () => {
    clearInterval(ticking);
    abort.abort();
  };
}

function rawPointer(host: HTMLElement, event: PointerEvent | MouseEvent): RawPointer {
  const { left, top } = host.getBoundingClientRect();
  const placeOf = ({ clientX, clientY }: MouseEvent) => ({ x: clientX - left, y: clientY - top });
  const button = event.button === 1 || event.button === 2 ? event.button : 0;
  const raw = { ...placeOf(event), ...heldBy(event), button } as const;
  if (!(event instanceof PointerEvent)) {
    return raw;
  }
  const trail = event.type === 'pointermove' ? event.getCoalescedEvents().map(placeOf) : [];
  return { ...raw, type: typeOf(event), pressure: event.pressure, ...(trail.length > 0 ? { trail } : {}) };
}

function heldBy({ shiftKey, altKey, ctrlKey, metaKey }: MouseEvent) {
  return { shift: shiftKey, alt: altKey, ctrl: platform === 'mac' ? metaKey : ctrlKey };
}

function typeOf({ pointerType }: PointerEvent): 'mouse' | 'pen' | 'touch' {
  return pointerType === 'pen' || pointerType === 'touch' ? pointerType : 'mouse';
}

/** The wheel zooms; two fingers on a touch pad, which scroll in both directions at once, move the picture. */
function turn(host: HTMLElement, { editor }: EditorSession, event: WheelEvent): void {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1;
  const [deltaX, deltaY] = [event.deltaX * unit, event.deltaY * unit];
  if (!event.ctrlKey && !event.shiftKey && deltaX !== 0 && deltaY !== 0) {
    editor.view.panBy(-deltaX, -deltaY);
    return;
  }
  const { left, top } = host.getBoundingClientRect();
  // Pinching a touch pad comes as a wheel with Ctrl and small steps.
  const factor = event.ctrlKey ? 4 : 1;
  editor.wheel({
    x: event.clientX - left,
    y: event.clientY - top,
    deltaX,
    deltaY: deltaY * factor,
    ...heldBy(event),
  });
}
