import { readReply, type SyncReply, type SyncRequest, type Transport } from '@limn/editor';
import { ApiError } from '../../api/ApiError';
import { api, unwrap } from '../../api/client';
import type { WorkClock } from './WorkClock';

/** Sends what was done to the server, and how long it took. */
export function serverTransport(clock: WorkClock): Transport {
  return {
    async send(request: SyncRequest): Promise<SyncReply> {
      const duration = clock.elapsed;
      const { status, body } = await post(request, duration);
      const reply = readReply(status, body, request);
      if (reply.kind === 'accepted') {
        clock.take(duration);
      }
      return reply;
    },
  };
}

async function post({ taskId, session, revision, batches }: SyncRequest, duration: number) {
  const params = { path: { taskId } };
  const body = { session, revision, batches, duration };
  try {
    return { status: 200, body: await unwrap(api.POST('/v2/task/{taskId}/operations', { params, body })) };
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    const { status, message, problems, revision: inForce } = error;
    return { status, body: { message, error: { problems, revision: inForce } } };
  }
}
