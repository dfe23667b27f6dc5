import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App, createAppState } from '../App';
import type { Schemas } from '../api/types';
import { answers, server } from './server';

export const someone: Schemas['AccountReply'] = {
  id: '65b0d1dfa17e9516ff1c0001',
  email: 'ada@example.org',
  name: 'Ada',
  organization: { id: '65b0d1dfa17e9516ff1c0002', name: 'Engines', role: 'owner' },
  hasApiKey: false,
};

/** Opens a page of the whole app as a signed-in user; tests add the routes that the page asks for. */
export function openPage(address: string) {
  server.use(
    answers('get', '/v2/session', { user: someone, csrfToken: 't0k3n' }),
    answers('get', '/v2/notifications', { notifications: [], unread: 0 }),
    answers('get', '/v2/server', { version: '0.1.0', host: 'http://localhost', mail: false }),
  );
  const state = createAppState(createMemoryHistory({ initialEntries: [address] }));
  return { user: userEvent.setup(), router: state.router, ...render(<App {...state} />) };
}
