import { messageOf } from '../api/ApiError';
import type { NewAsset } from '../api/types';

/** One file on its way. */
export interface Upload {
  id: number;
  name: string;
  size: number;
  sent: number;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  error: string | null;
}

export interface UploadSteps {
  send: (file: File, onProgress: (sent: number) => void, signal: AbortSignal) => Promise<NewAsset>;
  /** Makes assets of what was sent. */
  register: (assets: NewAsset[]) => Promise<void>;
}

const atOnce = 3;
const perRegistration = 50;

/** Sends files, a few at a time, and registers them in groups. One file's failure leaves the others alone. */
export class UploadQueue {
  private readonly steps: UploadSteps;
  private readonly abort = new AbortController();
  private readonly listeners = new Set<() => void>();
  private files: { id: number; file: File }[] = [];
  private sent: { id: number; asset: NewAsset }[] = [];
  private running = 0;
  private nextId = 1;
  uploads: readonly Upload[] = [];

  constructor(steps: UploadSteps) {
    this.steps = steps;
  }

  get isActive(): boolean {
    return this.uploads.some((upload) => upload.state === 'waiting' || upload.state === 'sending');
  }

  onChange = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  add(files: readonly File[]): void {
    const added = files.map((file) => ({ id: this.nextId++, file }));
    this.files.push(...added);
    this.set([
      ...this.uploads,
      ...added.map(({ id, file }) => ({
        id,
        name: file.name,
        size: file.size,
        sent: 0,
        state: 'waiting' as const,
        error: null,
      })),
    ]);
    for (let free = this.running; free < atOnce; free++) {
      void this.work();
    }
  }

  cancel(): void {
    const waiting = this.files.map(({ id }) => id);
    this.files = [];
    this.abort.abort();
    this.change(waiting, { state: 'failed', error: 'Cancelled.' });
  }

  /** Forgets what has ended. */
  clear(): void {
    this.set(this.uploads.filter((upload) => upload.state === 'waiting' || upload.state === 'sending'));
  }

  private async work(): Promise<void> {
    this.running++;
    for (let next = this.files.shift(); next !== undefined; next = this.files.shift()) {
      await this.sendOne(next.id, next.file);
      if (this.sent.length >= perRegistration) {
        await this.registerSent();
      }
    }
    this.running--;
    if (this.running === 0) {
      await this.registerSent();
    }
  }

  private async sendOne(id: number, file: File): Promise<void> {
    this.change([id], { state: 'sending' });
    try {
      const asset = await this.steps.send(file, (sent) => this.change([id], { sent }), this.abort.signal);
      this.sent.push({ id, asset });
    } catch (error) {
      this.change([id], { state: 'failed', error: messageOf(error) });
    }
  }

  private async registerSent(): Promise<void> {
    const group = this.sent;
    this.sent = [];
    if (group.length === 0) {
      return;
    }
    const ids = group.map(({ id }) => id);
    try {
      await this.steps.register(group.map(({ asset }) => asset));
      this.change(ids, { state: 'done' });
    } catch (error) {
      this.change(ids, { state: 'failed', error: messageOf(error) });
    }
  }

  private change(ids: readonly number[], change: Partial<Upload>): void {
    this.set(this.uploads.map((upload) => (ids.includes(upload.id) ? { ...upload, ...change } : upload)));
  }

  private set(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    for (const listener of this.listeners) {
      listener();
    }
  }
}
