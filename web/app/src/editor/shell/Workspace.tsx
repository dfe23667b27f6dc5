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
import { TopBar } from './TopBar';
import classes from './Workspace.module.css';

/** The editor of an open task. */
export function Workspace({ onReopen }: { onReopen: () => void }) {
  const { ui } = useSession();
  const { isFocused } = useCell(ui);
  return (
    <div className={classes.page}>
      <TopBar />
      <div>
        <Banner onReopen={onReopen} />
        <Conflicts />
        <SuggestionBanner />
      </div>
      <div className={classes.body} data-focused={isFocused || undefined}>
        {!isFocused && (
          <aside className={classes.side} aria-label="Tools and questions">
            <ToolRow />
            <ClassList />
            <TaskQuestions />
          </aside>
        )}
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
          <aside className={classes.side} aria-label="Objects and task">
            <SidePanels />
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
