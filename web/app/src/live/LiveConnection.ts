import { io, type Socket } from 'socket.io-client';

/** Told what happened on a topic: the event's name and its payload. */
export type TopicListener = (name: string, payload: unknown) => void;

type State = 'connecting' | 'online' | 'offline';

interface Topic {
  /** Each with what it wants to be told when the server has taken the subscription. */
  listeners: Map<TopicListener, () => void>;
  isHeld: boolean;
}

/**
 * The browser's socket to the server. Topics that somebody listens to are subscribed, again after each reconnection. What happened before
 * the server took a subscription is lost, so its listeners are told then to read again; {@link onReconnect} tells all pages.
 */
export class LiveConnection {
  private readonly socket: Socket;
  private readonly topics = new Map<string, Topic>();
  private readonly stateListeners = new Set<() => void>();
  private wasOnline = false;
  state: State = 'connecting';

  constructor(onReconnect: () => void) {
    this.socket = io('/app', { autoConnect: false, reconnectionDelayMax: 10_000 });
    this.socket.on('connect', () => {
      for (const topic of this.topics.keys()) {
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
      for (const listener of this.topics.get(topic)?.listeners.keys() ?? []) {
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

  /**
   * Listens to a topic until the returned function is called.
   * @param onHeld Called when the server has taken the subscription: from then on nothing is missed.
   */
  listen(topic: string, listener: TopicListener, onHeld: () => void): () => void {
    const present = this.topics.get(topic);
    const entry = present ?? { listeners: new Map(), isHeld: false };
    entry.listeners.set(listener, onHeld);
    if (!present) {
      this.topics.set(topic, entry);
      this.subscribe(topic);
    } else if (entry.isHeld) {
      onHeld();
    }
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size === 0 && this.topics.get(topic) === entry) {
        this.topics.delete(topic);
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
    const entry = this.topics.get(topic);
    if (!this.socket.connected || entry === undefined) {
      return;
    }
    entry.isHeld = false;
    this.socket.emit('subscribe', topic, ({ ok }: { ok: boolean }) => {
      if (ok && this.topics.get(topic) === entry) {
        entry.isHeld = true;
        for (const onHeld of entry.listeners.values()) {
          onHeld();
        }
      }
    });
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
