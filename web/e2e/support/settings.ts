import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The administrator of the server under test. */
export const admin = { email: 'admin@localhost', password: 'correct horse battery' };

/** His API key, with which tests prepare what they look at. */
export const apiKey = 'c0ffee00-1111-4222-8333-444455556666';

// The workers of a run inherit it from the process that starts the server.
process.env.LIMN_E2E_DIRECTORY ??= join(tmpdir(), `limn-e2e-${process.pid}`);

/** Where this run keeps what its processes share. */
export const workDirectory = process.env.LIMN_E2E_DIRECTORY;

/** The cookies of a signed-in browser: each test starts from them. */
export const sessionFile = join(workDirectory, 'session.json');
