import { LiveWireSession, type TraceRequest } from './LiveWireSession';

const session = new LiveWireSession();

self.addEventListener('message', ({ data }: MessageEvent<TraceRequest>) => self.postMessage(session.answer(data)));
