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
    emit: (...args: unknown[]) => socket.emitted.push(args),
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
});

test('a topic is subscribed once, whoever listens, and left with the last listener', () => {
  const connection = new LiveConnection(vi.fn());
  socket.goOnline();

  const first = connection.listen('job/1', vi.fn());
  const second = connection.listen('job/1', vi.fn());
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
  connection.listen('job/1', listener);

  socket.receive('job', 'job/1', { done: 3 });
  socket.receive('job', 'job/2', { done: 9 });

  expect(listener.mock.calls).toEqual([['job', { done: 3 }]]);
});

test('topics asked for while offline are subscribed with the connection', () => {
  const connection = new LiveConnection(vi.fn());
  connection.listen('user/1', vi.fn());
  expect(socket.emitted).toEqual([]);

  socket.goOnline();

  expect(socket.emitted).toEqual([['subscribe', 'user/1']]);
});

test('a reconnection subscribes again and tells the pages to read again', () => {
  const onReconnect = vi.fn();
  const connection = new LiveConnection(onReconnect);
  connection.listen('user/1', vi.fn());
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
