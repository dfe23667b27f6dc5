import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconHistory, IconInfoCircle, IconListDetails } from '@tabler/icons-react';
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
  { id: 'problems', label: 'Problems', icon: IconAlertTriangle },
  { id: 'history', label: 'History', icon: IconHistory },
  { id: 'info', label: 'Task', icon: IconInfoCircle },
];

/** What is beside the picture at the right. */
export function SidePanels() {
  const { ui, validation } = useSession();
  const { side } = useCell(ui);
  useVersion(validation);
  const count = validation.problems.length;
  return (
    <>
      <div className={classes.tabs} role="tablist" aria-label="Panels">
        {tabs.map(({ id, label, icon: Icon }) => (
          <Tooltip key={id} label={label}>
            <UnstyledButton
              id={`tab-${id}`}
              role="tab"
              aria-selected={side === id}
              aria-controls={`panel-${id}`}
              aria-label={id === 'problems' && count > 0 ? `${label}, ${count}` : label}
              className={classes.tab}
              onClick={() => ui.merge({ side: id })}
            >
              <Icon size={17} />
              {id === 'problems' && count > 0 && <span className={classes.count}>{count}</span>}
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
        {side === 'problems' && <ProblemList />}
        {side === 'history' && <HistoryPanel />}
        {side === 'info' && <TaskInfo />}
      </div>
    </>
  );
}
