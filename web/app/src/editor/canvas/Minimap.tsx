import type { Point } from '@limn/editor';
import { type PointerEvent, useEffect, useRef } from 'react';
import { useCell, useEditor, useSession } from '../state/hooks';
import classes from './Minimap.module.css';

const longest = 160;

/** The whole picture in small and the part that is shown, while that is not all of it; pressing goes there. */
export function Minimap() {
  const { editor, pages } = useSession();
  const { picture } = useCell(pages.shown);
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useEditor((session) => session.editor.view.view);
  const { width, height } = editor.picture;
  const scale = longest / Math.max(width, height);
  const seen = editor.view.visible();
  const isWhole = seen.minX <= 0 && seen.minY <= 0 && seen.maxX >= width && seen.maxY >= height;
  const isTurned = view.rotation !== 0 || view.flipped;
  const isShown = !isWhole && !isTurned && editor.view.size.width > 0;
  useEffect(() => {
    const element = canvas.current;
    const level = picture.source.levels.length - 1;
    const draw = () => {
      const bitmap = picture.source.tile(level, 0, 0);
      if (element && bitmap) {
        element.getContext('2d')?.drawImage(bitmap, 0, 0, element.width, element.height);
      }
    };
    if (isShown) {
      draw();
    }
    return picture.source.onTile(draw);
  }, [picture, isShown]);
  if (!isShown) {
    return null;
  }
  const go = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 1) {
      const { left, top } = event.currentTarget.getBoundingClientRect();
      const target: Point = [(event.clientX - left) / scale, (event.clientY - top) / scale];
      const at = editor.view.toScreen(target);
      editor.view.panBy(editor.view.size.width / 2 - at.x, editor.view.size.height / 2 - at.y);
    }
  };
  const clip = (value: number, most: number) => Math.max(0, Math.min(most, value)) * scale;
  const [left, top] = [clip(seen.minX, width), clip(seen.minY, height)];
  return (
    <div className={classes.map} aria-hidden onPointerDown={go} onPointerMove={go}>
      <canvas ref={canvas} width={Math.round(width * scale)} height={Math.round(height * scale)} />
      <div
        className={classes.seen}
        style={{ left, top, width: clip(seen.maxX, width) - left, height: clip(seen.maxY, height) - top }}
      />
    </div>
  );
}
