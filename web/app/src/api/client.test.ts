import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { answers, refuses, server } from '../testing/server';
import { ApiError } from './ApiError';
import { api, setCsrfToken, unwrap } from './client';

test('takes the data out of the envelope', async () => {
  server.use(answers('get', '/v2/session', { user: null, csrfToken: null }));

  expect(await unwrap(api.GET('/v2/session'))).toEqual({ user: null, csrfToken: null });
});

test('sends the anti-forgery token with what changes something, and only with that', async () => {
  const tokens: (string | null)[] = [];
  const record = (request: Request) => {
    tokens.push(request.headers.get('x-csrf-token'));
    return { message: 'Signed out.' };
  };
  server.use(answers('get', '/v2/session', record), answers('delete', '/v2/session', record));
  setCsrfToken('t0k3n');

  await api.GET('/v2/session');
  await api.DELETE('/v2/session');

  expect(tokens).toEqual([null, 't0k3n']);
});

test('throws what the server says, with every problem that it names', async () => {
  const problems = [{ path: 'stages[0].next', message: 'Name a stage that exists.' }];
  server.use(refuses('post', '/v2/project', 400, 'The workflow is not valid.', problems));

  const failure = await unwrap(api.POST('/v2/project', { body: { name: 'x' } })).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ status: 400, message: 'The workflow is not valid.', problems });
});

test('throws the same kind of error when something in between answers', async () => {
  server.use(
    http.get(`${window.location.origin}/v2/session`, () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })),
  );

  await expect(api.GET('/v2/session')).rejects.toMatchObject({ name: 'ApiError', status: 502 });
});

test('says so when the server cannot be reached', async () => {
  server.use(http.get(`${window.location.origin}/v2/session`, () => HttpResponse.error()));

  await expect(api.GET('/v2/session')).rejects.toMatchObject({
    status: 0,
    message: expect.stringContaining('cannot be reached'),
  });
});
