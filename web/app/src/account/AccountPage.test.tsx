import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPage, someone } from '../testing/openPage';
import { answers, refuses, server } from '../testing/server';

const noRunKeys = answers('get', '/v2/account/runKeys', { runKeys: [] });

test('a new API key is shown for copying', async () => {
  const { user } = openPage('/account');
  server.use(noRunKeys, answers('post', '/v2/account/apiKey', { apiKey: '3f0e6c1a-1b1d-4a6e-9d0b-2f7d6f0b8a11' }));

  await user.click(await screen.findByRole('button', { name: 'Make an API key' }));

  expect(await screen.findByRole('textbox', { name: 'API key' })).toHaveProperty(
    'value',
    '3f0e6c1a-1b1d-4a6e-9d0b-2f7d6f0b8a11',
  );
  expect(screen.getByText(/shown this once/)).toBeTruthy();
});

test('a key that scripts may be using is replaced only after a question', async () => {
  const { user } = openPage('/account');
  let made = 0;
  server.use(
    noRunKeys,
    answers('get', '/v2/session', { user: { ...someone, hasApiKey: true }, csrfToken: 't' }),
    answers('post', '/v2/account/apiKey', () => ({ apiKey: `key-${++made}` })),
  );

  await user.click(await screen.findByRole('button', { name: 'Make a new key' }));
  const question = await screen.findByRole('dialog');
  expect(question.textContent).toContain('stops working at once');
  expect(made).toBe(0);
  await user.click(within(question).getByRole('button', { name: 'Make a new key' }));

  expect(await screen.findByDisplayValue('key-1')).toBeTruthy();
});

test('the key of a plugin run is revoked', async () => {
  const runKey = {
    id: '65b0d1dfa17e9516ff1c0009',
    plugin: 'COCO',
    projectId: '65b0d1dfa17e9516ff1c0003',
    project: 'Streets',
    sessionId: '65b0d1dfa17e9516ff1c0004',
    createdAt: '2026-01-15T10:30:00.000Z',
    expiresAt: '2026-01-16T10:30:00.000Z',
  };
  let keys = [runKey];
  const { user } = openPage('/account');
  server.use(
    answers('get', '/v2/account/runKeys', () => ({ runKeys: keys })),
    answers('delete', `/v2/account/runKeys/${runKey.id}`, () => {
      keys = [];
      return { message: 'The run key is revoked.' };
    }),
  );

  const row = await screen.findByRole('row', { name: /COCO/ });
  await user.click(within(row).getByRole('button', { name: 'Revoke' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }));

  expect(await screen.findByText('No plugin run holds a key now.')).toBeTruthy();
});

test('what cannot be loaded says why, and is tried again', async () => {
  const { user } = openPage('/account');
  server.use(refuses('get', '/v2/account/runKeys', 403, 'Your role does not give the right.'));
  expect(await screen.findByText('Your role does not give the right.')).toBeTruthy();

  server.use(noRunKeys);
  await user.click(screen.getByRole('button', { name: 'Try again' }));

  expect(await screen.findByText('No plugin run holds a key now.')).toBeTruthy();
});

test('when the session has ended, the login comes and leads back', async () => {
  const { router } = openPage('/account');
  server.use(
    refuses('get', '/v2/account/runKeys', 401, 'Sign in first.'),
    answers('get', '/v2/session', { user: someone, csrfToken: 't' }),
  );

  expect(await screen.findByRole('heading', { name: 'Sign in to Limn' })).toBeTruthy();

  expect(router.state.location.search).toEqual({ next: '/account' });
});
