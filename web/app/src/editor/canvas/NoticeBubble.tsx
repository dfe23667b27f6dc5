import { useEffect } from 'react';
import { useCell, useSession } from '../state/hooks';
import classes from './NoticeBubble.module.css';

const shownFor = 3_500;

/** What was not done and why, near the pointer; and for screen readers what happens on the picture. */
export function NoticeBubble() {
  const { notice, pointer, editor, spoken } = useSession();
  const shown = useCell(notice);
  const said = useCell(spoken);
  useEffect(() => {
    if (shown === null) {
      return undefined;
    }
    const timer = setTimeout(() => notice.set(null), shownFor);
    return () => clearTimeout(timer);
  }, [shown, notice]);
  const at = shown && pointer.value ? editor.view.toScreen(pointer.value) : null;
  const { width, height } = editor.view.size;
  const isFar = at !== null && (at.x > width - 260 || at.y > height - 80);
  return (
    <>
      <div role="status" className={shown ? classes.bubble : undefined} style={at && !isFar ? place(at) : undefined}>
        {shown?.text}
      </div>
      <div className="visually-hidden" aria-live="polite" data-testid="said">
        {said}
      </div>
    </>
  );
}

const place = ({ x, y }: { x: number; y: number }) => ({
  left: x + 16,
  top: y + 16,
  transform: 'none',
  bottom: 'auto',
});
