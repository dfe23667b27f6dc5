import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from '@playwright/test';
import { admin, apiKey, sessionFile, workDirectory } from './settings';

const output = fileURLToPath(new URL('../../../src/Limn.Server/bin/', import.meta.url));
const startLimit = 120_000;

/**
 * Starts the built server on a free port with the demo project, signs in, and stops it at the end. Where LIMN_E2E_URL names a server that
 * runs already, with the same administrator, that one is tested.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  mkdirSync(workDirectory, { recursive: true });
  if (process.env.LIMN_E2E_URL) {
    await signIn(process.env.LIMN_E2E_URL);
    return async () => rmSync(workDirectory, { recursive: true, force: true });
  }
  const server = spawn(programPath(), [
    '--urls=http://127.0.0.1:0',
    `--Limn:DataDirectory=${join(workDirectory, 'data')}`,
    `--Limn:Admin:Password=${admin.password}`,
    `--Limn:Admin:ApiKey=${apiKey}`,
    '--Limn:Demo=true',
    '--Limn:Limits:LoginsPerMinute=1000',
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
  process.env.LIMN_E2E_URL = await address;
  await signIn(process.env.LIMN_E2E_URL);
  return async () => {
    server.removeAllListeners('exit');
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    rmSync(workDirectory, { recursive: true, force: true });
  };
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

async function signIn(address: string): Promise<void> {
  const context = await request.newContext({ baseURL: address });
  const answer = await context.post('/v2/session', { data: admin });
  if (!answer.ok()) {
    throw new Error(`Signing in failed: ${await answer.text()}`);
  }
  await context.storageState({ path: sessionFile });
  await context.dispose();
}
