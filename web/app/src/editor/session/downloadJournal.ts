import type { EditorSession } from './EditorSession';

/** Hands what is not on the server yet to the person as a file. */
export function downloadJournal({ journal, task }: EditorSession): void {
  const address = URL.createObjectURL(new Blob([journal.toJson(Date.now())], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${task.externalId}.journal.json`;
  link.click();
  URL.revokeObjectURL(address);
}
