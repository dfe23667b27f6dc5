import { beforeEach, expect, test, vi } from 'vitest';
import { LiveConnection } from './LiveConnection';

type Handler = (...args: unknown[]) => void;

/** Stands for the socket: what the code emits is kept, what the server would do is said by the test. */
const socket = vi.hoisted(() => {
  const handlers = new Map<string, Handler>();
  return {
    connected: false,
    emitted: [] as unknown[][],
    receive: (() => undefined) as Handler,
    connect: () => undefined,
    disconnect: () => undefined,
    on: (name: string, handler: Handler) => handlers.set(name, handler),
    onAny: (handler: Handler) => {
      socket.receive = handler;
    },
    answers: [] as Handler[],
    emit: (name: string, topic: string, answer?: Handler) => {
      socket.emitted.push([name, topic]);
      if (answer) {
        socket.answers.push(answer);
      }
    },
    answer: (ok: boolean) => socket.answers.shift()?.({ ok }),
    goOnline: () => {
      socket.connected = true;
      handlers.get('connect')?.();
    },
    goOffline: () => {
      socket.connected = false;
      handlers.get('disconnect')?.();
    },
  };
});

vi.mock('socket.io-client', () => ({ io: () => socket }));

beforeEach(() => {
  socket.connected = false;
  socket.emitted = [];
  socket.answers = [];
});

test('a topic is subscribed once, whoever listens, and left with the last listener', () => {
  const connection = new LiveConnection(vi.fn());
  socket.goOnline();

  const first = connection.listen('job/1', vi.fn(), vi.fn());
  const second = connection.listen('job/1', vi.fn(), vi.fn());
  first();
  expect(socket.emitted).toEqual([['subscribe', 'job/1']]);

  second();
  expect(socket.emitted).toEqual([
    ['subscribe', 'job/1'],
    ['unsubscribe', 'job/1'],
  ]);
});

test('events reach the listeners of their topic', () => {
  const connection = new LiveConnection(vi.fn());
  const listener = vi.fn();
  connection.listen('job/1', listener, vi.fn());

  socket.receive('job', 'job/1', { done: 3 });
  socket.receive('job', 'job/2', { done: 9 });

  expect(listener.mock.calls).toEqual([['job', { done: 3 }]]);
});

test('topics asked for while offline are subscribed with the connection', () => {
  const connection = new LiveConnection(vi.fn());
  connection.listen('user/1', vi.fn(), vi.fn());
  expect(socket.emitted).toEqual([]);

  socket.goOnline();

  expect(socket.emitted).toEqual([['subscribe', 'user/1']]);
});

test('a reconnection subscribes again and tells the pages to read again', () => {
  const onReconnect = vi.fn();
  const connection = new LiveConnection(onReconnect);
  connection.listen('user/1', vi.fn(), vi.fn());
  socket.goOnline();
  expect(onReconnect).not.toHaveBeenCalled();

  socket.goOffline();
  expect(connection.state).toBe('offline');
  socket.goOnline();

  expect(onReconnect).toHaveBeenCalledOnce();
  expect(connection.state).toBe('online');
  expect(socket.emitted).toEqual([
    ['subscribe', 'user/1'],
    ['subscribe', 'user/1'],
  ]);
});

test('whoever listens is told once the server has taken the subscription, and again after a reconnection', () => {
  const connection = new LiveConnection(vi.fn());
  const onHeld = vi.fn();
  socket.goOnline();
  connection.listen('job/1', vi.fn(), onHeld);
  expect(onHeld).not.toHaveBeenCalled();

  socket.answer(true);
  expect(onHeld).toHaveBeenCalledTimes(1);
  const late = vi.fn();
  connection.listen('job/1', vi.fn(), late);
  expect(late).toHaveBeenCalledTimes(1);

  socket.goOffline();
  socket.goOnline();
  expect(onHeld).toHaveBeenCalledTimes(1);
  socket.answer(true);
  expect(onHeld).toHaveBeenCalledTimes(2);
});

test('a refused subscription, and one that nobody waits for any more, tell nobody', () => {
  const connection = new LiveConnection(vi.fn());
  const onHeld = vi.fn();
  socket.goOnline();

  connection.listen('job/1', vi.fn(), onHeld);
  socket.answer(false);
  connection.listen('job/2', vi.fn(), onHeld)();
  socket.answer(true);

  expect(onHeld).not.toHaveBeenCalled();
});
