import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { messageOf } from '../api/ApiError';

/** Says that something was done. */
export function toast(message: string): void {
  notifications.show({ message, color: 'teal', icon: <IconCheck size={16} />, autoClose: 4_000 });
}

/** Says that something failed, and stays until it is closed. */
export function toastError(error: unknown, title = 'That did not work'): void {
  notifications.show({
    title,
    message: messageOf(error),
    color: 'red',
    icon: <IconAlertTriangle size={16} />,
    autoClose: false,
    role: 'alert',
  });
}
