import { readReply, type SyncReply, type SyncRequest, type Transport } from '@limn/editor';
import { csrfHeaders } from '../../api/client';
import type { WorkClock } from './WorkClock';

/** Sends what was done to the server, and how long it took. */
export function serverTransport(clock: WorkClock): Transport {
  return {
    async send(request: SyncRequest): Promise<SyncReply> {
      const { taskId, session, revision, batches } = request;
      const duration = clock.elapsed;
      const answer = await fetch(`/v2/task/${taskId}/operations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...csrfHeaders() },
        body: JSON.stringify({ session, revision, batches, duration }),
      });
      const body = await answer.json().catch(() => null);
      // What succeeds comes in an envelope, what fails is one.
      const reply = readReply(answer.status, answer.ok ? body?.data : body, request);
      if (reply.kind === 'accepted') {
        clock.take(duration);
      }
      return reply;
    },
  };
}
