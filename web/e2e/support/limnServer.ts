import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { admin, apiKey } from './settings';

const output = fileURLToPath(new URL('../../../src/Limn.Server/bin/', import.meta.url));
const startLimit = 120_000;

interface Start {
  readonly dataDirectory: string;
  /** Its port; a free one unless told. */
  readonly port?: string;
  readonly options?: readonly string[];
}

/** The built server as a process of its own. */
export class LimnServer {
  readonly address: string;
  private readonly process: ChildProcess;

  private constructor(address: string, process: ChildProcess) {
    this.address = address;
    this.process = process;
  }

  static async start({ dataDirectory, port = '0', options = [] }: Start): Promise<LimnServer> {
    const server = spawn(programPath(), [
      `--urls=http://127.0.0.1:${port}`,
      `--Limn:DataDirectory=${dataDirectory}`,
      `--Limn:Admin:Password=${admin.password}`,
      `--Limn:Admin:ApiKey=${apiKey}`,
      '--Limn:Limits:LoginsPerMinute=1000',
      ...options,
    ]);
    let log = '';
    const address = new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The server did not start in time:\n${log}`)), startLimit);
      server.stderr.on('data', (text) => (log += text));
      server.stdout.on('data', (text) => {
        log += text;
        const found = /Limn serves at (http:\S+)/.exec(log)?.[1];
        if (found) {
          clearTimeout(timer);
          resolve(found);
        }
      });
      server.on('exit', (code) => reject(new Error(`The server ended with code ${code}:\n${log}`)));
    });
    return new LimnServer(await address, server);
  }

  get port(): string {
    return new URL(this.address).port;
  }

  /** Ends it properly, or as a power cut would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) {
      return;
    }
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
  }
}

/** The build that was made last. */
function programPath(): string {
  const named = process.env.LIMN_E2E_SERVER;
  if (named) {
    return named;
  }
  const builds = ['Debug', 'Release'].map((configuration) => join(output, configuration, 'net10.0', 'Limn.Server'));
  const made = builds
    .map((path) => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((left, right) => right.at - left.at)[0];
  if (!made || made.at === 0) {
    throw new Error('Build the server first: dotnet build src/Limn.Server');
  }
  return made.path;
}
