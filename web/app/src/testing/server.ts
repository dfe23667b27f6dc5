import { HttpResponse, http, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';

/** Answers requests of the code under test; each test says what there is. */
export const server = setupServer();

const origin = window.location.origin;

/** A route that answers with a success's envelope; the answer may be worked out from the request. */
export function answers(
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  data: JsonBodyType | ((request: Request) => JsonBodyType | Promise<JsonBodyType>),
) {
  return http[method](origin + path, async ({ request }) =>
    HttpResponse.json({ status: 'success', data: typeof data === 'function' ? await data(request) : data }),
  );
}

/** A route that refuses. */
export function refuses(
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  status: number,
  message: string,
  problems?: { path: string; message: string }[],
) {
  return http[method](origin + path, () =>
    HttpResponse.json({ status: 'fail', message, error: { statusCode: status, problems } }, { status }),
  );
}
