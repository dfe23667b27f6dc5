import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';

interface Confirmation {
  title: string;
  message: string;
  /** The button's text: the verb of what will happen. */
  action: string;
  onConfirm: () => void;
}

/** Asks before something that cannot be undone. */
export function confirm({ title, message, action, onConfirm }: Confirmation): void {
  modals.openConfirmModal({
    title,
    children: <Text>{message}</Text>,
    labels: { confirm: action, cancel: 'Cancel' },
    confirmProps: { color: 'red' },
    cancelProps: { 'data-autofocus': true },
    onConfirm,
  });
}
