import type { Operation } from '@limn/editor';
import { Button, Text } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { Panel } from '../panels/Panel';
import { useCell, useSession, useVersion } from '../state/hooks';
import { Composer } from './Composer';
import classes from './Issues.module.css';
import type { IssuePlace } from './issuePlace';
import { draftText } from './issueText';
import type { Message } from './TaskIssues';

/** Where an issue is written, and an edit shown that would settle it. */
export function NewIssue({ place }: { place: IssuePlace }) {
  const session = useSession();
  const { issues, suggestion, model, editor } = session;
  const isSuggesting = useCell(suggestion.begun) !== null;
  useVersion(model.store);
  const operations = useRef<readonly Operation[]>([]);
  const close = () => {
    suggestion.end();
    issues.draft.set(null);
    issues.draftText.set('');
  };
  const send = async (message: Message) => {
    // What could not be sent is sent with the next try.
    operations.current = suggestion.begun.value === null ? operations.current : suggestion.end();
    const issue = await issues.create(message, place, editor.page, operations.current);
    issues.draft.set(null);
    issues.open.set(issue._id);
  };
  return (
    <Panel title={`New issue · ${draftText(session, place)}`} isTall>
      <div className={classes.thread}>
        <Composer
          autoFocus
          keep={issues.draftText}
          label="What is wrong"
          action="Open issue"
          onSend={send}
          onCancel={close}
        />
        {isSuggesting ? (
          <div className={classes.suggestion}>
            <Text size="sm">
              {suggestion.hasChanges
                ? 'Your change goes with the issue; the task stays as it is until somebody accepts it.'
                : 'Now change the objects as they should be. Nothing of it is saved.'}
            </Text>
            <Button size="compact-xs" variant="default" mt={6} onClick={() => suggestion.end()}>
              Drop the suggestion
            </Button>
          </div>
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            mt="xs"
            leftSection={<IconPencilPlus size={15} />}
            onClick={() => suggestion.begin()}
          >
            Suggest an edit
          </Button>
        )}
      </div>
    </Panel>
  );
}
