import { ActionIcon, Button, Chip, NativeSelect, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconMapPin, IconMapPinOff, IconMessage, IconPlus } from '@tabler/icons-react';
import { ErrorState } from '../../ui/ErrorState';
import { Rows } from '../../ui/Rows';
import { Time } from '../../ui/Time';
import { Panel } from '../panels/Panel';
import { useCell, useMembers, useSession } from '../state/hooks';
import classes from './Issues.module.css';
import { showIssue, writeIssue } from './issueActions';
import type { Issue } from './issuePlace';
import { placeText } from './issueText';
import { type IssueFilter, isOpen } from './TaskIssues';

const statuses: { value: IssueFilter['status']; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];

/** The threads on the task. */
export function IssueList() {
  const session = useSession();
  const { issues } = session;
  const { isRead, error, list } = useCell(issues.state);
  const filter = useCell(issues.filter);
  useMembers('objects');
  const { shown, openCount } = issues;
  const label = filter.hasPins ? 'Hide pins' : 'Show pins';
  return (
    <Panel
      title={`Issues (${openCount} open)`}
      isTall
      actions={
        <>
          <Tooltip label={label}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={label}
              onClick={() => issues.filter.merge({ hasPins: !filter.hasPins })}
            >
              {filter.hasPins ? <IconMapPin size={15} /> : <IconMapPinOff size={15} />}
            </ActionIcon>
          </Tooltip>
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconPlus size={13} />}
            onClick={() => writeIssue(session, { kind: 'task' })}
          >
            New issue
          </Button>
        </>
      }
    >
      <div className={classes.bar}>
        <NativeSelect
          size="xs"
          flex={1}
          aria-label="Which issues"
          data={statuses}
          value={filter.status}
          onChange={(event) => issues.filter.merge({ status: event.currentTarget.value as IssueFilter['status'] })}
        />
        <Chip size="xs" checked={filter.isMine} onChange={(isMine) => issues.filter.merge({ isMine })}>
          Mine
        </Chip>
      </div>
      {error !== null && <ErrorState error={error} onRetry={() => void issues.read()} />}
      {!isRead && <Rows count={3} height={44} />}
      {isRead && error === null && shown.length === 0 && (
        <Text size="sm" c="dimmed" px="sm">
          {list.length === 0
            ? 'There are no issues. Press I to pin one to a place or an object.'
            : 'No issue fits the filter.'}
        </Text>
      )}
      <ul className={classes.list}>
        {shown.map((issue) => (
          <li key={issue._id}>
            <Row issue={issue} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Row({ issue }: { issue: Issue }) {
  const session = useSession();
  const { comments, createdBy, createdAt, title } = issue;
  return (
    <UnstyledButton className={classes.row} onClick={() => showIssue(session, issue._id)}>
      <span className={classes.number} data-resolved={!isOpen(issue) || undefined}>
        {session.issues.numberOf(issue._id)}
      </span>
      <span>
        <span className={classes.title}>{title}</span>
        <span className={classes.meta}>
          {placeText(session, issue)} · {createdBy.split('@')[0]} · <Time value={createdAt} />
        </span>
      </span>
      {comments.length > 0 && (
        <span className={classes.replies}>
          <IconMessage size={13} aria-hidden />
          {comments.length}
          <span className="visually-hidden"> replies</span>
        </span>
      )}
    </UnstyledButton>
  );
}
