import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/types';
import { confirm } from '../../ui/confirm';
import { Time } from '../../ui/Time';
import { toastError } from '../../ui/toast';
import { Composer } from './Composer';
import classes from './Issues.module.css';
import { MentionText } from './MentionText';
import type { Message } from './TaskIssues';

interface ThreadMessageProps {
  message: Pick<Schemas['CommentReply'], 'content' | 'contentMentions' | 'createdBy' | 'createdAt'>;
  canChange: boolean;
  onEdit: (message: Message) => Promise<unknown>;
  onDelete: () => Promise<unknown>;
}

/** What somebody wrote, and when; its author changes or deletes it. */
export function ThreadMessage({ message, canChange, onEdit, onDelete }: ThreadMessageProps) {
  const { content, contentMentions, createdBy, createdAt } = message;
  const [isEdited, setEdited] = useState(false);
  const save = async (changed: Message) => {
    await onEdit(changed);
    setEdited(false);
  };
  const askToDelete = () =>
    confirm({
      title: 'Delete what was written?',
      message: 'It is gone for everybody, with the replies to it.',
      action: 'Delete',
      onConfirm: () => void onDelete().catch((error: unknown) => toastError(error)),
    });
  return (
    <div className={classes.message}>
      <div className={classes.by}>
        <span className={classes.author} title={createdBy}>
          {createdBy}
        </span>
        <Time value={createdAt} />
        {canChange && (
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="sm" ml="auto" aria-label="Change or delete">
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setEdited(true)}>Edit</Menu.Item>
              <Menu.Item color="red" onClick={askToDelete}>
                Delete
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {isEdited ? (
        <Composer
          autoFocus
          label="Change"
          action="Save"
          initial={content}
          onSend={save}
          onCancel={() => setEdited(false)}
        />
      ) : (
        <MentionText text={content} mentions={contentMentions} />
      )}
    </div>
  );
}
