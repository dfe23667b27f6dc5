import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { batchOf } from '../testing/modelSamples';
import { type JournalDatabase, type JournalEntry, openJournal, unsentTasks } from './journalDatabase';
import { TaskJournal } from './TaskJournal';

let databases = 0;
const newName = () => `journal-${++databases}`;
const entry = (id: string): JournalEntry => ({ batch: batchOf([], { id }), revision: 3 });
const idsOf = (entries: readonly JournalEntry[]) => entries.map(({ batch }) => batch.id);

async function reread(name: string, taskId = 't1'): Promise<string[]> {
  return idsOf(await new TaskJournal(() => openJournal(name), taskId).read());
}

test('batches are read in the order in which they were written, each task its own', async () => {
  const name = newName();
  const journals = ['t1', 't2', 't'].map((taskId) => new TaskJournal(() => openJournal(name), taskId));
  for (let n = 0; n < 12; n++) {
    journals[n % 3]?.append(entry(`b${n}`));
  }
  await Promise.all(journals.map((journal) => journal.settled()));
  expect(await reread(name, 't1')).toEqual(['b0', 'b3', 'b6', 'b9']);
  expect(await reread(name, 't')).toEqual(['b2', 'b5', 'b8', 'b11']);
  expect(await unsentTasks(await openJournal(name))).toEqual(
    new Map([
      ['t', 4],
      ['t1', 4],
      ['t2', 4],
    ]),
  );
});

test('a closed journal lets go of the database after the last write, and opens it anew when it is used again', async () => {
  const name = newName();
  const opened: JournalDatabase[] = [];
  const journal = new TaskJournal(async () => {
    const database = await openJournal(name);
    opened.push(database);
    return database;
  }, 't1');
  journal.append(entry('a'));
  await journal.close();
  expect(() => opened[0]?.transaction('entries')).toThrow();
  expect(await reread(name)).toEqual(['a']);
  journal.append(entry('b'));
  await journal.settled();
  expect([opened.length, await reread(name)]).toEqual([2, ['a', 'b']]);
});

test('what the server has goes, what comes later is appended', async () => {
  const name = newName();
  const first = new TaskJournal(() => openJournal(name), 't1');
  for (const id of ['a', 'b', 'c']) {
    first.append(entry(id));
  }
  first.acknowledge(new Set(['a', 'b']));
  await first.settled();
  const second = new TaskJournal(() => openJournal(name), 't1');
  expect(idsOf(await second.read())).toEqual(['c']);
  second.append(entry('d'));
  second.replace([entry('d'), entry('e')]);
  second.append(entry('f'));
  await second.settled();
  expect(await reread(name)).toEqual(['d', 'e', 'f']);
});

test('when there is no space, this is told, and all is written once there is some', async () => {
  const name = newName();
  const database = await openJournal(name);
  let isFull = true;
  const proxy = new Proxy(database, {
    get: (target, property) => {
      if (property === 'transaction' && isFull) {
        throw new DOMException('full', 'QuotaExceededError');
      }
      const value = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as JournalDatabase;
  const journal = new TaskJournal(() => Promise.resolve(proxy), 't1');
  const told: string[] = [];
  journal.subscribe(() => told.push(journal.state.kind));
  journal.append(entry('a'));
  journal.append(entry('b'));
  await journal.settled();
  expect(journal.state).toEqual({ kind: 'failing', reason: 'This browser has no space left for what you do.' });
  expect(idsOf(journal.entries)).toEqual(['a', 'b']);
  expect(idsOf(JSON.parse(journal.toJson(0)).entries)).toEqual(['a', 'b']);
  isFull = false;
  journal.append(entry('c'));
  await journal.settled();
  expect(told).toEqual(['failing', 'kept']);
  expect(await reread(name)).toEqual(['a', 'b', 'c']);
});

test('a browser without a database keeps the batches of this visit', async () => {
  const journal = new TaskJournal(() => Promise.reject(new Error('forbidden')), 't1');
  expect(await journal.read()).toEqual([]);
  journal.append(entry('a'));
  await journal.settled();
  expect(journal.state).toEqual({ kind: 'failing', reason: 'This browser does not keep what you do.' });
  expect(idsOf(journal.entries)).toEqual(['a']);
});

test('a connection that broke is opened again', async () => {
  const name = newName();
  const opened: JournalDatabase[] = [];
  const journal = new TaskJournal(async () => {
    opened.push(await openJournal(name));
    return opened.at(-1) as JournalDatabase;
  }, 't1');
  journal.append(entry('a'));
  await journal.settled();
  opened[0]?.close();
  journal.append(entry('b'));
  await journal.settled();
  expect(journal.state.kind).toBe('failing');
  journal.append(entry('c'));
  await journal.settled();
  expect(journal.state.kind).toBe('kept');
  expect(await reread(name)).toEqual(['a', 'b', 'c']);
});
