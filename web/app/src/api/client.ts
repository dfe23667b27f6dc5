import createClient, { type Middleware } from 'openapi-fetch';
import { ApiError, readApiError } from './ApiError';
import type { paths } from './schema';

let csrfToken: string | null = null;

/** Keeps the anti-forgery token of the present session; requests that change something carry it. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

const conventions: Middleware = {
  onRequest({ request }) {
    if (csrfToken !== null && request.method !== 'GET') {
      request.headers.set('x-csrf-token', csrfToken);
    }
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw await readApiError(response);
    }
  },
  onError({ error }) {
    const isCancelled = error instanceof DOMException && error.name === 'AbortError';
    return isCancelled ? undefined : new ApiError(0, 'The server cannot be reached. Check the connection.');
  },
};

/** Calls of the server's API, typed by its OpenAPI document. Whatever fails throws an {@link ApiError}. */
export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use(conventions);

/** Takes the data out of a success's envelope. */
export async function unwrap<TData>(answer: Promise<{ data?: { data: TData } }>): Promise<TData> {
  const { data } = await answer;
  if (data === undefined) {
    throw new ApiError(0, 'The server sent an answer without data.');
  }
  return data.data;
}
