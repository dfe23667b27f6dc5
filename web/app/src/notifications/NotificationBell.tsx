import {
  ActionIcon,
  Anchor,
  Button,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Stack,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications as toasts } from '@mantine/notifications';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useAccount } from '../account/session';
import type { Notification } from '../api/types';
import { useTopics } from '../live/live';
import { useShortcuts } from '../shell/shortcuts';
import { EmptyState } from '../ui/EmptyState';
import { formatCount } from '../ui/format';
import { Loaded } from '../ui/Loaded';
import { Rows } from '../ui/Rows';
import { NotificationItem } from './NotificationItem';
import { notificationsQuery, useMarkRead } from './notifications';

/** The bell of the header: how many are unread, and the list. New ones arrive by themselves. */
export function NotificationBell() {
  const [isOpen, list] = useDisclosure();
  const query = useInfiniteQuery(notificationsQuery);
  const unread = query.data?.pages[0]?.unread ?? 0;
  useArrivals();
  useShortcuts('Everywhere', [{ keys: 'n', label: 'Open notifications', run: list.open }]);
  const label = unread === 0 ? 'Notifications' : `Notifications, ${formatCount(unread)} unread`;
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => !open && list.close()}
      position="bottom-end"
      width={400}
      shadow="md"
      trapFocus
      hideDetached={false}
    >
      <Popover.Target>
        <Tooltip label={label} disabled={isOpen}>
          <Indicator
            disabled={unread === 0}
            label={unread > 99 ? '99+' : unread}
            size={17}
            offset={5}
            color="red.8"
            styles={{ indicator: { fontSize: 10, fontWeight: 600, pointerEvents: 'none' } }}
          >
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={label}
              aria-expanded={isOpen}
              onClick={list.toggle}
            >
              <IconBell size={20} stroke={1.6} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} maw="calc(100vw - 1.5rem)">
        <Loaded query={query} skeleton={<Rows count={3} height={56} />}>
          {({ pages }) => (
            <List
              notifications={pages.flatMap((page) => page.notifications)}
              unread={unread}
              hasMore={query.hasNextPage}
              onMore={() => void query.fetchNextPage()}
              onClose={list.close}
            />
          )}
        </Loaded>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ListProps {
  notifications: Notification[];
  unread: number;
  hasMore: boolean;
  onMore: () => void;
  onClose: () => void;
}

function List({ notifications, unread, hasMore, onMore, onClose }: ListProps) {
  const markRead = useMarkRead();
  return (
    <>
      <Group justify="space-between" px="md" py="sm">
        <Title order={2} size="h3">
          Notifications
        </Title>
        {unread > 0 && (
          <Anchor component="button" type="button" size="sm" onClick={() => markRead.mutate({ all: true })}>
            Mark all as read
          </Anchor>
        )}
      </Group>
      <ScrollArea.Autosize mah={440} viewportProps={{ tabIndex: 0, 'aria-label': 'Notifications' }}>
        {notifications.length === 0 ? (
          <EmptyState icon={IconBellOff} title="Nothing new">
            Finished exports and plugin runs are announced here.
          </EmptyState>
        ) : (
          <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {notifications.map((notification) => (
              <NotificationItem
                key={notification.id}
                notification={notification}
                onRead={() => markRead.mutate({ ids: [notification.id] })}
                onFollow={onClose}
              />
            ))}
          </Stack>
        )}
        {hasMore && (
          <Group justify="center" p="sm">
            <Button variant="subtle" size="xs" onClick={onMore}>
              Show older ones
            </Button>
          </Group>
        )}
        {notifications.length > 0 && !hasMore && (
          <Text c="dimmed" size="sm" ta="center" py="sm">
            That is all.
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  );
}

/** Shows what arrives, and reads the list again. */
function useArrivals(): void {
  const account = useAccount();
  const client = useQueryClient();
  const readAgain = () => void client.invalidateQueries({ queryKey: notificationsQuery.queryKey });
  useTopics(
    [`user/${account.id}`],
    (name, payload) => {
      if (name === 'notification') {
        const { id, title, message } = payload as Notification;
        toasts.show({ id, title, message, icon: <IconBell size={16} />, autoClose: 8_000 });
        readAgain();
      }
    },
    readAgain,
  );
}
