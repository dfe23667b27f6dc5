import { ClassRing } from '../canvas/ClassRing';
import { ContextMenu } from '../canvas/ContextMenu';
import { DraftNumbers } from '../canvas/DraftNumbers';
import { Loupe } from '../canvas/Loupe';
import { Minimap } from '../canvas/Minimap';
import { NoticeBubble } from '../canvas/NoticeBubble';
import { PageBar } from '../canvas/PageBar';
import { PictureStage } from '../canvas/PictureStage';
import { ViewBar } from '../canvas/ViewBar';
import { CommandPalette } from '../dialogs/CommandPalette';
import { Shortcuts } from '../dialogs/Shortcuts';
import { SuggestionBanner } from '../issues/SuggestionBanner';
import { ClassList } from '../panels/ClassList';
import { SidePanels } from '../panels/SidePanels';
import { TaskQuestions } from '../panels/TaskQuestions';
import { ToolOptions } from '../panels/ToolOptions';
import { ToolRow } from '../panels/ToolRow';
import { OpenIssuesDialog } from '../review/OpenIssuesDialog';
import { RejectDialog } from '../review/RejectDialog';
import { useCell, useSession } from '../state/hooks';
import { Banner } from './Banner';
import { Conflicts } from './Conflicts';
import { SchemaNews } from './SchemaNews';
import { SideEdge } from './SideEdge';
import { TopBar } from './TopBar';
import { type Side, useSides } from './useSides';
import classes from './Workspace.module.css';

/** The editor of an open task. */
export function Workspace({ onReopen }: { onReopen: () => void }) {
  const { ui } = useSession();
  const { isFocused } = useCell(ui);
  const { left, right } = useSides();
  return (
    <div className={classes.page}>
      <TopBar />
      <div>
        <Banner onReopen={onReopen} />
        <SchemaNews onReopen={onReopen} />
        <Conflicts />
        <SuggestionBanner />
      </div>
      <div className={classes.body}>
        {!isFocused && <LeftSide side={left} />}
        <main id="main" className={classes.middle} tabIndex={-1}>
          {!isFocused && <ToolOptions />}
          <div className={classes.stage}>
            <PictureStage />
            <Minimap />
            <ClassRing />
            <Loupe />
            <DraftNumbers />
            <NoticeBubble />
          </div>
          {!isFocused && <PageBar />}
          <ViewBar />
        </main>
        {!isFocused && (
          <aside
            className={classes.side}
            data-side="right"
            data-closed={!right.isOpen || undefined}
            style={right.isOpen ? { width: right.width } : undefined}
            aria-label="Objects and task"
          >
            {right.isOpen && <SideEdge side="right" />}
            <SidePanels side={right} />
          </aside>
        )}
      </div>
      <ContextMenu />
      <CommandPalette />
      <Shortcuts />
      <RejectDialog />
      <OpenIssuesDialog />
    </div>
  );
}

function LeftSide({ side }: { side: Side }) {
  return (
    <aside
      className={classes.side}
      data-side="left"
      data-closed={!side.isOpen || undefined}
      style={side.isOpen ? { width: side.width } : undefined}
      aria-label="Tools and questions"
    >
      <ToolRow side={side} />
      {side.isOpen && (
        <>
          <ClassList />
          <TaskQuestions />
          <SideEdge side="left" />
        </>
      )}
    </aside>
  );
}
