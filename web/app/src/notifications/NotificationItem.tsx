import { Anchor, Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { Notification } from '../api/types';
import { Time } from '../ui/Time';
import classes from './NotificationItem.module.css';

interface NotificationItemProps {
  notification: Notification;
  onRead: () => void;
  /** The user goes where the notification leads. */
  onFollow: () => void;
}

export function NotificationItem({ notification, onRead, onFollow }: NotificationItemProps) {
  const router = useRouter();
  const isUnread = notification.readAt === null;
  const { link } = notification;

  function read() {
    if (isUnread) {
      onRead();
    }
  }

  function follow(event: React.MouseEvent, to: string) {
    event.preventDefault();
    read();
    onFollow();
    router.history.push(to);
  }

  return (
    <Box component="li" className={classes.item} data-unread={isUnread || undefined}>
      <Stack gap={2}>
        <Group justify="space-between" wrap="nowrap" gap="xs" align="baseline">
          <Text fw={isUnread ? 600 : 500} style={{ overflowWrap: 'anywhere' }}>
            {link ? (
              <Anchor href={link} inherit c="inherit" onClick={(event) => follow(event, link)}>
                {notification.title}
              </Anchor>
            ) : (
              notification.title
            )}
          </Text>
          <Text c="dimmed" size="xs">
            <Time value={notification.createdAt} />
          </Text>
        </Group>
        {notification.message && (
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {notification.message}
          </Text>
        )}
      </Stack>
      <Group gap="xs" mt={notification.downloadUrl || isUnread ? 'xs' : 0}>
        {notification.downloadUrl && (
          <Button
            component="a"
            href={notification.downloadUrl}
            download
            size="xs"
            variant="light"
            leftSection={<IconDownload size={14} />}
            onClick={read}
          >
            Download
          </Button>
        )}
        {isUnread && (
          <Button size="xs" variant="subtle" color="gray" onClick={onRead}>
            Mark as read
          </Button>
        )}
      </Group>
    </Box>
  );
}
