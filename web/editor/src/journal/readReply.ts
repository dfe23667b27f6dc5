import type { SyncReply, SyncRequest } from './Transport';

/** The one form in which calls of the API fail. */
interface Failure {
  readonly message?: string;
  readonly error?: {
    readonly problems?: readonly { readonly path?: string; readonly message: string; readonly code?: string }[];
    /** The revision in force, when the request's is none of this server's. */
    readonly revision?: number;
  };
}

const leaseCodes = new Set(['leaseHeld', 'leaseLost']);

/**
 * What an HTTP answer to `POST /v2/task/{id}/operations` means. Throws when it says nothing about the batches, so that
 * they are sent again.
 */
export function readReply(status: number, body: unknown, request: SyncRequest): SyncReply {
  if (status >= 200 && status < 300 && isAccepted(body)) {
    return { ...body, kind: 'accepted' };
  }
  const failure = isObject(body) ? (body as Failure) : {};
  const problems = failure.error?.problems ?? [];
  const reason = failure.message ?? `The server answered ${status}.`;
  if (status === 409 && problems.some(({ code }) => code !== undefined && leaseCodes.has(code))) {
    return { kind: 'lease-lost', reason };
  }
  if (!isFinal(status, failure)) {
    throw new Error(reason);
  }
  const found = problems.map(({ path, message }) => ({ batch: batchAt(path, request), message }));
  return { kind: 'refused', problems: found.length > 0 ? found : [{ message: reason }] };
}

/** Whether sending the same again would be answered the same. */
function isFinal(status: number, { error }: Failure): boolean {
  if (status === 409) {
    return error?.revision !== undefined;
  }
  return status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429;
}

/** The batch that a path such as `batches[2].operations[0]` is about. */
function batchAt(path: string | undefined, { batches }: SyncRequest): string | undefined {
  const place = /^batches\[(\d+)\]/.exec(path ?? '')?.[1];
  return place === undefined ? undefined : batches[Number(place)]?.id;
}

function isAccepted(body: unknown): body is Omit<Extract<SyncReply, { kind: 'accepted' }>, 'kind'> {
  return (
    isObject(body) &&
    typeof body.revision === 'number' &&
    [body.applied, body.conflicts, body.since].every((list) => Array.isArray(list))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
