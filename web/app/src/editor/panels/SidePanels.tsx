import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBook2,
  IconChecks,
  IconHistory,
  IconInfoCircle,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconListDetails,
  IconMessageCircle,
  IconPaperclip,
} from '@tabler/icons-react';
import { IssuePanel } from '../issues/IssuePanel';
import { ReviewPanel } from '../review/ReviewPanel';
import type { SidePanel } from '../session/UiState';
import type { Side } from '../shell/useSides';
import { useCell, useSession, useVersion } from '../state/hooks';
import { Attachments, useAttachments } from './Attachments';
import { HistoryPanel } from './HistoryPanel';
import { Inspector } from './Inspector';
import { hasInstructions, Instructions } from './Instructions';
import { ObjectList } from './ObjectList';
import { ProblemList } from './ProblemList';
import classes from './SidePanels.module.css';
import { TaskInfo } from './TaskInfo';

interface Tab {
  readonly id: SidePanel;
  readonly label: string;
  readonly icon: typeof IconHistory;
}

const objects: Tab = { id: 'objects', label: 'Objects', icon: IconListDetails };
const review: Tab = { id: 'review', label: 'Review', icon: IconChecks };
const threads: Tab = { id: 'issues', label: 'Issues', icon: IconMessageCircle };
const problems: Tab = { id: 'problems', label: 'Problems', icon: IconAlertTriangle };
const history: Tab = { id: 'history', label: 'History', icon: IconHistory };
const instructions: Tab = { id: 'instructions', label: 'Instructions', icon: IconBook2 };
const attachments: Tab = { id: 'attachments', label: 'Attachments', icon: IconPaperclip };
const info: Tab = { id: 'info', label: 'Task', icon: IconInfoCircle };

/** What is beside the picture at the right: panels of which one is shown, or only their icons. */
export function SidePanels({ side }: { side: Side }) {
  const { ui, layout } = useSession();
  const shown = useCell(ui).side;
  const tabs = useTabs();
  const label = side.isOpen ? 'Hide the panels at the right' : 'Panels at the right';
  return (
    <>
      <div className={classes.head} data-closed={!side.isOpen || undefined}>
        <div
          className={classes.tabs}
          role="tablist"
          aria-label="Panels"
          aria-orientation={side.isOpen ? 'horizontal' : 'vertical'}
        >
          {tabs.map(({ id, label: name, icon: Icon, count }) => (
            <Tooltip key={id} label={name} position={side.isOpen ? 'bottom' : 'left'}>
              <UnstyledButton
                id={`tab-${id}`}
                role="tab"
                aria-selected={shown === id}
                aria-controls={side.isOpen && shown === id ? `panel-${id}` : undefined}
                aria-label={count > 0 ? `${name}, ${count}` : name}
                className={classes.tab}
                data-open={side.isOpen || undefined}
                onClick={() => {
                  ui.merge({ side: id });
                  layout.merge({ right: true });
                }}
              >
                <Icon size={17} />
                {count > 0 && <span className={classes.count}>{count}</span>}
              </UnstyledButton>
            </Tooltip>
          ))}
        </div>
        <Tooltip label={label} position={side.isOpen ? 'bottom' : 'left'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={label}
            aria-expanded={side.isOpen}
            onClick={side.toggle}
          >
            {side.isOpen ? <IconLayoutSidebarRightCollapse size={17} /> : <IconLayoutSidebarRightExpand size={17} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {side.isOpen && (
        <div className={classes.panel} role="tabpanel" id={`panel-${shown}`} aria-labelledby={`tab-${shown}`}>
          <Shown panel={shown} />
        </div>
      )}
    </>
  );
}

function useTabs(): readonly (Tab & { readonly count: number })[] {
  const { validation, project, issues, mode } = useSession();
  useVersion(validation);
  useCell(issues.state);
  const attached = useAttachments().length;
  return [
    { ...objects, count: 0 },
    ...(mode.kind === 'review' ? [{ ...review, count: 0 }] : []),
    { ...threads, count: issues.openCount },
    { ...problems, count: validation.problems.length },
    { ...history, count: 0 },
    ...(hasInstructions(project) ? [{ ...instructions, count: 0 }] : []),
    ...(attached > 0 ? [{ ...attachments, count: attached }] : []),
    { ...info, count: 0 },
  ];
}

function Shown({ panel }: { panel: SidePanel }) {
  switch (panel) {
    case 'objects':
      return (
        <>
          <ObjectList />
          <Inspector />
        </>
      );
    case 'review':
      return <ReviewPanel />;
    case 'issues':
      return <IssuePanel />;
    case 'problems':
      return <ProblemList />;
    case 'history':
      return <HistoryPanel />;
    case 'instructions':
      return <Instructions />;
    case 'attachments':
      return <Attachments />;
    case 'info':
      return <TaskInfo />;
  }
}
