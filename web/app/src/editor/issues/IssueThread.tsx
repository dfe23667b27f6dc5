import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconFocus2, IconRotate } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { toastError } from '../../ui/toast';
import { Panel } from '../panels/Panel';
import { useMembers, useSession } from '../state/hooks';
import { Composer } from './Composer';
import classes from './Issues.module.css';
import { mayChange, showIssue, showNextIssue } from './issueActions';
import type { Issue } from './issuePlace';
import { placeText } from './issueText';
import { SuggestionBox } from './SuggestionBox';
import { isOpen } from './TaskIssues';
import { ThreadMessage } from './ThreadMessage';

/** One issue with its replies. */
export function IssueThread({ issue }: { issue: Issue }) {
  const session = useSession();
  const { issues } = session;
  useMembers('objects');
  const isDone = !isOpen(issue);
  const turn = useMutation({
    mutationFn: () => issues.change(issue._id, { status: isDone ? 'Open' : 'Resolved' }),
    onError: (error) => toastError(error),
  });
  const number = issues.numberOf(issue._id);
  return (
    <Panel
      title={`Issue ${number} · ${placeText(session, issue)}`}
      isTall
      actions={
        <>
          <Tooltip label="Show the place">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label="Show the place"
              onClick={() => showIssue(session, issue._id)}
            >
              <IconFocus2 size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="All issues">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label="All issues"
              onClick={() => issues.open.set(null)}
            >
              <IconArrowLeft size={15} />
            </ActionIcon>
          </Tooltip>
        </>
      }
    >
      <div className={classes.thread}>
        <Opening issue={issue} />
        <SuggestionBox issue={issue} />
        {issue.comments.map((comment) => (
          <ThreadMessage
            key={comment._id}
            message={comment}
            canChange={mayChange(session, comment.createdBy)}
            onEdit={(message) => issues.editReply(issue._id, comment._id, message)}
            onDelete={() => issues.removeReply(issue._id, comment._id)}
          />
        ))}
        <Composer label="Reply" action="Reply" onSend={(message) => issues.reply(issue._id, message)} />
        <Group gap="xs" mt="sm">
          <Button
            size="compact-sm"
            variant={isDone ? 'default' : 'light'}
            leftSection={isDone ? <IconRotate size={15} /> : <IconCheck size={15} />}
            loading={turn.isPending}
            onClick={() => turn.mutate()}
          >
            {isDone ? 'Open again' : 'Resolve'}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => showNextIssue(session)}>
            Next open
          </Button>
        </Group>
      </div>
    </Panel>
  );
}

function Opening({ issue }: { issue: Issue }) {
  const session = useSession();
  const { issues } = session;
  return (
    <ThreadMessage
      message={issue}
      canChange={mayChange(session, issue.createdBy)}
      onEdit={(message) => issues.change(issue._id, message)}
      onDelete={() => issues.remove(issue._id)}
    />
  );
}
