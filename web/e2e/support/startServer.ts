import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { request } from '@playwright/test';
import { LimnServer } from './limnServer';
import { admin, sessionFile, workDirectory } from './settings';

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
  const server = await LimnServer.start({ dataDirectory: join(workDirectory, 'data'), options: ['--Limn:Demo=true'] });
  process.env.LIMN_E2E_URL = server.address;
  await signIn(server.address);
  return async () => {
    await server.stop();
    rmSync(workDirectory, { recursive: true, force: true });
  };
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
