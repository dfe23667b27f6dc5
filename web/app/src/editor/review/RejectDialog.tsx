import { Button, Modal, Text } from '@mantine/core';
import { Composer } from '../issues/Composer';
import type { Message } from '../issues/TaskIssues';
import { useCell, useSession } from '../state/hooks';
import { endWork } from './endings';

/** Asks what is wrong before a task goes back: an issue says it. */
export function RejectDialog() {
  const session = useSession();
  const { ui, issues, project } = session;
  const isOpen = useCell(ui).dialog === 'reject';
  const close = () => ui.merge({ dialog: null });
  const reject = () => {
    close();
    endWork(session, 'reject');
  };
  const send = async (message: Message) => {
    await issues.create(message, { kind: 'task' });
    reject();
  };
  return (
    <Modal opened={isOpen} onClose={close} title="What is wrong?">
      <Text size="sm" c="dimmed" mb="sm">
        {project.rejectRequiresIssue
          ? 'This project wants an issue that says so before a task is rejected.'
          : 'An issue tells whoever labels the task what to change.'}
      </Text>
      <Composer
        autoFocus
        label="What is wrong"
        action="Reject with this issue"
        onSend={send}
        onCancel={close}
        extra={
          !project.rejectRequiresIssue && (
            <Button size="compact-sm" variant="subtle" color="red" onClick={reject}>
              Reject without an issue
            </Button>
          )
        }
      />
    </Modal>
  );
}
