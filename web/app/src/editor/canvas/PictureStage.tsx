import { useEffect, useRef } from 'react';
import { formatPlural } from '../../ui/format';
import { useCell, useEditor, useMembers, useSession } from '../state/hooks';
import { attachKeys } from './attachKeys';
import { attachPointer } from './attachPointer';
import { attachRenderer } from './attachRenderer';
import classes from './PictureStage.module.css';

const quietly: FocusOptions & { focusVisible: boolean } = { preventScroll: true, focusVisible: false };

/** The picture with what is drawn on it, and the hand that draws. */
export function PictureStage() {
  const session = useSession();
  const host = useRef<HTMLDivElement>(null);
  const { page } = useCell(session.pages.shown);
  const count = useMembers('objects').filter((member) => member.page === page).length;
  const tool = useEditor(({ editor }) => editor.tool.id);
  const isPanning = useEditor(({ editor }) => editor.isPanning);
  useEffect(() => {
    const element = host.current;
    if (element === null) {
      return undefined;
    }
    const stops = [attachRenderer(element, session), attachPointer(element, session), attachKeys(element, session)];
    // Nobody asked for the focus: its frame is shown once keys lead here.
    element.focus(quietly);
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  }, [session]);
  const { width, height } = session.editor.picture;
  return (
    <div
      ref={host}
      className={classes.stage}
      role="application"
      aria-label={`${session.task.externalId},${page === undefined ? '' : ` page ${page + 1} of ${session.pages.count},`} ${width} × ${height} pixels, ${formatPlural(count, 'object')}`}
      data-tool={tool}
      data-panning={isPanning || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys draw here as well
      tabIndex={0}
    />
  );
}
