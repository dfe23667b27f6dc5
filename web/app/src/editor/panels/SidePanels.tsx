import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChecks,
  IconHistory,
  IconInfoCircle,
  IconListDetails,
  IconMessageCircle,
} from '@tabler/icons-react';
import { IssuePanel } from '../issues/IssuePanel';
import { ReviewPanel } from '../review/ReviewPanel';
import type { SidePanel } from '../session/UiState';
import { useCell, useSession, useVersion } from '../state/hooks';
import { HistoryPanel } from './HistoryPanel';
import { Inspector } from './Inspector';
import { ObjectList } from './ObjectList';
import { ProblemList } from './ProblemList';
import classes from './SidePanels.module.css';
import { TaskInfo } from './TaskInfo';

const tabs: readonly { id: SidePanel; label: string; icon: typeof IconHistory }[] = [
  { id: 'objects', label: 'Objects', icon: IconListDetails },
  { id: 'review', label: 'Review', icon: IconChecks },
  { id: 'issues', label: 'Issues', icon: IconMessageCircle },
  { id: 'problems', label: 'Problems', icon: IconAlertTriangle },
  { id: 'history', label: 'History', icon: IconHistory },
  { id: 'info', label: 'Task', icon: IconInfoCircle },
];

/** What is beside the picture at the right. */
export function SidePanels() {
  const { ui, validation, issues, mode } = useSession();
  const { side } = useCell(ui);
  useVersion(validation);
  useCell(issues.state);
  const counts: Partial<Record<SidePanel, number>> = {
    problems: validation.problems.length,
    issues: issues.openCount,
  };
  const shown = tabs.filter(({ id }) => id !== 'review' || mode.kind === 'review');
  return (
    <>
      <div className={classes.tabs} role="tablist" aria-label="Panels">
        {shown.map(({ id, label, icon: Icon }) => (
          <Tooltip key={id} label={label}>
            <UnstyledButton
              id={`tab-${id}`}
              role="tab"
              aria-selected={side === id}
              aria-controls={`panel-${id}`}
              aria-label={counts[id] ? `${label}, ${counts[id]}` : label}
              className={classes.tab}
              onClick={() => ui.merge({ side: id })}
            >
              <Icon size={17} />
              {counts[id] ? <span className={classes.count}>{counts[id]}</span> : null}
            </UnstyledButton>
          </Tooltip>
        ))}
      </div>
      <div className={classes.panel} role="tabpanel" id={`panel-${side}`} aria-labelledby={`tab-${side}`}>
        {side === 'objects' && (
          <>
            <ObjectList />
            <Inspector />
          </>
        )}
        {side === 'review' && <ReviewPanel />}
        {side === 'issues' && <IssuePanel />}
        {side === 'problems' && <ProblemList />}
        {side === 'history' && <HistoryPanel />}
        {side === 'info' && <TaskInfo />}
      </div>
    </>
  );
}
