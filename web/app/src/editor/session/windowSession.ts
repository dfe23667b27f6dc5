import { newBatchId } from '@limn/editor';

const key = 'limn.editor.session';
let present: Promise<string> | undefined;

/**
 * The name under which this window holds tasks. A reload keeps it, so that nobody is locked out by his own crash; a window that was
 * duplicated together with its storage gets another one.
 */
export function windowSession(): Promise<string> {
  present ??= find();
  return present;
}

async function find(): Promise<string> {
  const known = sessionStorage.getItem(key);
  const session = known !== null && (await claim(known)) ? known : newBatchId();
  if (session !== known) {
    await claim(session);
    sessionStorage.setItem(key, session);
  }
  return session;
}

/** Holds the name as long as the window lives; false when another window has it. Browsers have locks on safe pages only. */
function claim(session: string): Promise<boolean> {
  if (navigator.locks === undefined) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    void navigator.locks.request(`${key}.${session}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => undefined);
    });
  });
}
