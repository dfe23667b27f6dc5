import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { formatPlural } from '../../ui/format';
import type { EditorSession } from './EditorSession';

/** How many objects are in the answer and not seen. */
export function countHidden({ model }: EditorSession): number {
  return model.store.members('objects').filter((member) => !model.visibility.isVisible(member)).length;
}

/** Asks before a task is sent on whose objects are not all seen; answers whether it is to be sent. */
export function confirmHidden(session: EditorSession): Promise<boolean> {
  const count = countHidden(session);
  if (count === 0) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title: `${formatPlural(count, 'object')} ${count === 1 ? 'is' : 'are'} hidden`,
      children: <Text>Hidden objects are part of the answer and are sent on with it.</Text>,
      labels: { confirm: 'Send it on', cancel: 'Show them' },
      onConfirm: () => resolve(true),
      onCancel: () => {
        session.ui.merge({ filter: '' });
        session.model.visibility.showAll();
        resolve(false);
      },
      onClose: () => resolve(false),
    });
  });
}
