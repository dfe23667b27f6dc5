import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useBlocker } from '@tanstack/react-router';
import { formatPlural } from '../../ui/format';
import type { EditorSession } from '../session/EditorSession';
import { useSession } from '../state/hooks';

/** Sends what is left before somebody leaves; asks where it cannot be sent. */
export function LeaveGuard() {
  const session = useSession();
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      const isSameTask = current.pathname === next.pathname && taskOf(current.search) === taskOf(next.search);
      if (isSameTask || !session.canSave || (await session.sync.flush())) {
        return false;
      }
      return !(await asksToLeave(session));
    },
    enableBeforeUnload: () => session.canSave && session.sync.state.kind !== 'saved',
  });
  return null;
}

const taskOf = (search: object): unknown => ('task' in search ? search.task : undefined);

function asksToLeave({ sync }: EditorSession): Promise<boolean> {
  const { state } = sync;
  const count = state.kind === 'saved' ? 0 : state.count;
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title: 'Leave before it is saved?',
      children: (
        <Text>
          {formatPlural(count, 'change')} could not be sent. They stay in this browser and are taken up when you open
          the task here again; nobody else sees them until then.
        </Text>
      ),
      labels: { confirm: 'Leave', cancel: 'Stay' },
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
      onCancel: () => resolve(false),
    });
  });
}
