import { useElementSize, useMergedRef } from '@mantine/hooks';
import {
  type PointerEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { drawHighlight, drawLabel, drawPicture, drawShapes, type Picture, prepare } from './draw';
import { hitTest } from './hitTest';
import classes from './PictureView.module.css';
import type { Bounds, Point, Shape } from './shapes';
import { fitTo, pan, type Size, toPicture, type Viewport, zoomAt } from './viewport';

/** What buttons and keys do to the view. */
export interface PictureControls {
  zoom: (factor: number) => void;
  pan: (x: number, y: number) => void;
  /** Shows the whole picture. */
  fit: () => void;
  /** Shows one pixel of the picture as one of the screen. */
  actualSize: () => void;
  /** Shows one part of the picture. */
  show: (part: Bounds) => void;
}

interface PictureViewProps {
  picture: Picture;
  /** A mask that lies over the picture. */
  mask: Picture | null;
  shapes: readonly Shape[];
  /** The shape that stands out. */
  highlighted: Shape | null;
  hasLabels: boolean;
  label: string;
  onHover: (shape: Shape | null) => void;
  onPick: (shape: Shape | null) => void;
  controls: RefObject<PictureControls | null>;
}

const reach = 6;
const dragFrom = 4;
const closest = 4;

/** A picture with its shapes: the wheel zooms, dragging moves. */
export function PictureView(props: PictureViewProps) {
  const { picture, mask, shapes, highlighted, hasLabels, label, onHover, onPick, controls } = props;
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const frame = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, frame);
  const screen = { width, height };
  const [moved, setView] = useState<Viewport | null>(null);
  const whole = { left: 0, top: 0, right: picture.width, bottom: picture.height };
  const view = moved ?? fitTo(whole, screen, closest);
  const base = useLayer(
    screen,
    (context) => {
      drawPicture(context, picture, view);
      if (mask) {
        drawPicture(context, mask, { ...view, scale: (view.scale * picture.width) / mask.width }, 0.5);
      }
      drawShapes(context, shapes, view, screen);
    },
    [picture, mask, shapes, view.scale, view.x, view.y],
  );
  const top = useLayer(
    screen,
    (context) => {
      if (highlighted) {
        drawHighlight(context, highlighted, view);
      }
      for (const shape of hasLabels ? shapes : []) {
        drawLabel(context, shape, view);
      }
      if (highlighted && !hasLabels) {
        drawLabel(context, highlighted, view);
      }
    },
    [highlighted, hasLabels, shapes, view.scale, view.x, view.y],
  );

  const zoom = (factor: number, at: Point = [width / 2, height / 2]) => setView(zoomAt(view, factor, at));
  const move = (by: Point) => setView(pan(view, by, picture, screen));
  useImperativeHandle(controls, () => ({
    zoom,
    pan: (x, y) => move([x, y]),
    fit: () => setView(null),
    actualSize: () => zoom(1 / view.scale),
    show: (part) => setView(fitTo(part, screen, closest)),
  }));
  useWheel(frame, zoom);
  const drag = useDrag({
    move,
    hover: (at) => onHover(hitTest(shapes, toPicture(view, at), reach / view.scale)),
    pick: (at) => onPick(hitTest(shapes, toPicture(view, at), reach / view.scale)),
  });

  return (
    <div
      ref={ref}
      className={classes.frame}
      role="img"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it shows where it is for those who move it by keys
      tabIndex={0}
      {...drag}
      onPointerLeave={() => onHover(null)}
    >
      <canvas ref={base} className={classes.layer} />
      <canvas ref={top} className={classes.layer} />
    </div>
  );
}

/** A canvas that is drawn again when something that it shows has changed. */
function useLayer(screen: Size, draw: (context: CanvasRenderingContext2D) => void, shown: readonly unknown[]) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const redraw = useEffectEvent((target: HTMLCanvasElement) => {
    const context = prepare(target, screen);
    if (context) {
      draw(context);
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller lists what it shows
  useEffect(() => {
    if (canvas.current && screen.width > 0) {
      redraw(canvas.current);
    }
  }, [screen.width, screen.height, ...shown]);
  return canvas;
}

/** React's own wheel listeners are passive and could not keep the page from scrolling. */
function useWheel(frame: RefObject<HTMLElement | null>, zoom: (factor: number, at: Point) => void): void {
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    zoom(Math.exp((-event.deltaY * lines) / 400), offsetIn(event, frame.current));
  });
  useEffect(() => {
    const element = frame.current;
    const listener = (event: WheelEvent) => onWheel(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, [frame]);
}

interface DragHandlers {
  move: (by: Point) => void;
  hover: (at: Point) => void;
  pick: (at: Point) => void;
}

function useDrag({ move, hover, pick }: DragHandlers) {
  const drag = useRef<{ start: Point; last: Point; isMoving: boolean } | null>(null);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const at = offsetIn(event, event.currentTarget);
      drag.current = { start: at, last: at, isMoving: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const at = offsetIn(event, event.currentTarget);
      const present = drag.current;
      if (present === null) {
        hover(at);
        return;
      }
      present.isMoving ||= Math.hypot(at[0] - present.start[0], at[1] - present.start[1]) > dragFrom;
      if (present.isMoving) {
        move([at[0] - present.last[0], at[1] - present.last[1]]);
        present.last = at;
      }
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (drag.current && !drag.current.isMoving) {
        pick(offsetIn(event, event.currentTarget));
      }
      drag.current = null;
    },
    onPointerCancel: () => {
      drag.current = null;
    },
  };
}

function offsetIn(event: { clientX: number; clientY: number }, element: Element | null): Point {
  const frame = element?.getBoundingClientRect();
  return [event.clientX - (frame?.left ?? 0), event.clientY - (frame?.top ?? 0)];
}
