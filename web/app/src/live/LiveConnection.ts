import { io, type Socket } from 'socket.io-client';

/** Told what happened on a topic: the event's name and its payload. */
export type TopicListener = (name: string, payload: unknown) => void;

type State = 'connecting' | 'online' | 'offline';

/**
 * The browser's socket to the server. Topics that somebody listens to are subscribed, again after each reconnection; what happened in
 * between is lost, so {@link onReconnect} tells the pages to read again.
 */
export class LiveConnection {
  private readonly socket: Socket;
  private readonly listeners = new Map<string, Set<TopicListener>>();
  private readonly stateListeners = new Set<() => void>();
  private wasOnline = false;
  state: State = 'connecting';

  constructor(onReconnect: () => void) {
    this.socket = io('/app', { autoConnect: false, reconnectionDelayMax: 10_000 });
    this.socket.on('connect', () => {
      for (const topic of this.listeners.keys()) {
        this.subscribe(topic);
      }
      if (this.wasOnline) {
        onReconnect();
      }
      this.wasOnline = true;
      this.setState('online');
    });
    this.socket.on('disconnect', () => this.setState('offline'));
    this.socket.on('connect_error', () => this.setState('offline'));
    this.socket.onAny((name: string, topic: string, payload: unknown) => {
      for (const listener of this.listeners.get(topic) ?? []) {
        listener(name, payload);
      }
    });
  }

  open(): void {
    this.socket.connect();
  }

  close(): void {
    this.socket.disconnect();
  }

  /** Listens to a topic until the returned function is called. */
  listen(topic: string, listener: TopicListener): () => void {
    const present = this.listeners.get(topic);
    const listeners = present ?? new Set();
    listeners.add(listener);
    if (!present) {
      this.listeners.set(topic, listeners);
      this.subscribe(topic);
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(topic) === listeners) {
        this.listeners.delete(topic);
        this.unsubscribe(topic);
      }
    };
  }

  /** Calls back at each change of {@link state} until the returned function is called. */
  onState = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  private subscribe(topic: string): void {
    if (this.socket.connected) {
      this.socket.emit('subscribe', topic);
    }
  }

  private unsubscribe(topic: string): void {
    if (this.socket.connected) {
      this.socket.emit('unsubscribe', topic);
    }
  }

  private setState(state: State): void {
    this.state = state;
    for (const listener of this.stateListeners) {
      listener();
    }
  }
}
