import { io, type Socket } from 'socket.io-client';

/** What the server sends to an export plugin. */
export interface Run {
  projectId: string;
  orgId: string;
  runBy: string;
  session: string;
  apiKey: string;
  configJSON: string;
}

/** A plugin that somebody else wrote: it connects with its id and secret and does what the test tells it. */
export class ExportPlugin {
  private readonly socket: Socket;
  private readonly baseURL: string;
  private readonly id: string;
  private readonly runs: Run[] = [];
  private awaiting: ((run: Run) => void) | null = null;

  constructor(baseURL: string, id: string, secret: string) {
    this.baseURL = baseURL;
    this.id = id;
    this.socket = io(`${baseURL}/plugin`, { transports: ['websocket'], forceNew: true });
    this.socket.on('connect', () => this.socket.emit('heartbeat', { id, secret }));
    this.socket.on('plugin', (run: Run, acknowledge?: () => void) => {
      acknowledge?.();
      this.receive(run);
    });
  }

  /** The next run that the server asks for. */
  nextRun(): Promise<Run> {
    const waiting = this.runs.shift();
    return waiting ? Promise.resolve(waiting) : new Promise((resolve) => (this.awaiting = resolve));
  }

  log(run: Run, level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR', msg: string): void {
    const { orgId: organization, runBy, session } = run;
    this.socket.emit('log', { level, msg, organization, pluginId: this.id, runBy, session });
  }

  /** Stores a file as the run's result and ends the run, as the public package does. */
  async finish(run: Run, name: string, content: string): Promise<void> {
    const query = `project=${run.projectId}&type=exports`;
    const { uploadUrl } = await this.get<{ uploadUrl: string }>(run, `/v2/getUploadUrl?name=${name}&${query}`);
    const { signedUrl } = await this.get<{ signedUrl: string }>(
      run,
      `/v2/getSignedUrl?name=${encodeURIComponent(uploadUrl)}&${query}`,
    );
    const stored = await fetch(uploadUrl, { method: 'PUT', body: content });
    if (!stored.ok) {
      throw new Error(`The result was not stored: ${stored.status}`);
    }
    this.socket.emit('response', { export: true, response: signedUrl, session: run.session });
  }

  close(): void {
    this.socket.disconnect();
  }

  private receive(run: Run): void {
    if (this.awaiting) {
      this.awaiting(run);
      this.awaiting = null;
    } else {
      this.runs.push(run);
    }
  }

  private async get<TData>(run: Run, path: string): Promise<TData> {
    const answer = await fetch(this.baseURL + path, { headers: { apikey: run.apiKey } });
    const body = (await answer.json()) as { message?: string; data: TData };
    if (!answer.ok) {
      throw new Error(body.message);
    }
    return body.data;
  }
}
