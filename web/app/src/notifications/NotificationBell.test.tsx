import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPage } from '../testing/openPage';
import { answers, server } from '../testing/server';

const notification = (id: number, readAt: string | null = null) => ({
  id: `65b0d1dfa17e9516ff1c000${id}`,
  kind: 'plugin.succeeded',
  title: `COCO has finished ${id}`,
  message: 'coco.zip',
  link: `/plugin-sessions/${id}`,
  downloadUrl: `/v2/pluginSessions/${id}/download`,
  projectId: null,
  createdAt: '2026-01-15T10:30:00.000Z',
  readAt,
});

test('the bell counts what is unread, and the list leads to downloads', async () => {
  const { user } = openPage('/plugins');
  server.use(
    answers('get', '/v2/plugins', { plugins: [], total: 0 }),
    answers('get', '/v2/notifications', {
      notifications: [notification(2), notification(1, '2026-01-15T11:00:00.000Z')],
      unread: 1,
    }),
  );

  await user.click(await screen.findByRole('button', { name: 'Notifications, 1 unread' }));
  const [first, second] = await screen.findAllByRole('listitem');

  expect(
    within(first as HTMLElement)
      .getByRole('link', { name: 'Download' })
      .getAttribute('href'),
  ).toBe('/v2/pluginSessions/2/download');
  expect(within(second as HTMLElement).queryByRole('button', { name: 'Mark as read' })).toBeNull();
});

test('all are marked as read at once', async () => {
  let unread = 3;
  let sent: unknown;
  const { user } = openPage('/plugins');
  server.use(
    answers('get', '/v2/plugins', { plugins: [], total: 0 }),
    answers('get', '/v2/notifications', () => ({ notifications: [notification(1)], unread })),
    answers('post', '/v2/notifications/read', async (request) => {
      sent = await request.json();
      unread = 0;
      return { unread };
    }),
  );

  await user.click(await screen.findByRole('button', { name: 'Notifications, 3 unread' }));
  await user.click(await screen.findByRole('button', { name: 'Mark all as read' }));

  expect(await screen.findByRole('button', { name: 'Notifications' })).toBeTruthy();
  expect(sent).toEqual({ all: true });
});
