import { Button, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { DialogFooter } from '../../ui/DialogFooter';
import { toastError } from '../../ui/toast';
import { showIssue } from '../issues/issueActions';
import { isOpen } from '../issues/TaskIssues';
import { useCell, useSession } from '../state/hooks';
import { endWork } from './endings';

/** Says which open issues keep a task from being accepted, and settles them or leads to them. */
export function OpenIssuesDialog() {
  const session = useSession();
  const { ui, issues } = session;
  const isShown = useCell(ui).dialog === 'openIssues';
  const open = useCell(issues.state).list.filter(isOpen);
  const close = () => ui.merge({ dialog: null });
  const resolve = useMutation({
    mutationFn: async () => {
      for (const { _id } of open) {
        await issues.change(_id, { status: 'Resolved' });
      }
    },
    onSuccess: () => {
      close();
      endWork(session, 'accept');
    },
    onError: (error) => toastError(error),
  });
  const first = open[0];
  return (
    <Modal opened={isShown} onClose={close} title="There are open issues">
      <Stack gap="sm">
        <Text size="sm">In this project a task is accepted when its issues are resolved.</Text>
        <List size="sm">
          {open.map(({ _id, title }) => (
            <List.Item key={_id}>{title}</List.Item>
          ))}
        </List>
        <DialogFooter>
          <Button
            variant="default"
            onClick={() => {
              close();
              if (first) {
                showIssue(session, first._id);
              }
            }}
          >
            Show the issues
          </Button>
          <Button
            variant="default"
            color="red"
            onClick={() => {
              close();
              endWork(session, 'reject');
            }}
          >
            Reject instead
          </Button>
          <Button loading={resolve.isPending} onClick={() => resolve.mutate()}>
            Resolve all and accept
          </Button>
        </DialogFooter>
      </Stack>
    </Modal>
  );
}
