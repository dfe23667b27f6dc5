import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentStore } from '../model/DocumentStore';
import type { Operation } from '../model/operations';
import { FakeServer, type Fault, FaultyTransport } from '../testing/FakeServer';
import { ManualTimers } from '../testing/ManualTimers';
import { batchOf, box, operationOf, sampleModel, sampleStore, textOf, type Wish, wish } from '../testing/modelSamples';
import { until } from '../testing/until';
import { openJournal } from './journalDatabase';
import { Sync } from './Sync';
import { TaskJournal } from './TaskJournal';
import type { Transport } from './Transport';

let visits = 0;

interface Visit {
  readonly journal?: string;
  readonly transport: Transport;
  readonly store?: DocumentStore;
  readonly revision?: number;
}

/** Opens the task as the shell does. */
async function visit({ journal: name = `sync-${++visits}`, transport, store = sampleStore(), revision = 0 }: Visit) {
  const { model } = sampleModel(store);
  const timers = new ManualTimers();
  const journal = new TaskJournal(() => openJournal(name), 't1');
  const onFreeze = (frozen: string | undefined) => {
    model.rights = { ...model.rights, frozen };
  };
  const sync = new Sync({ taskId: 't1', session: `s${visits}`, revision, store, journal, transport, timers, onFreeze });
  await sync.start();
  const act = (...operations: readonly Operation[]) => model.commit('Change', operations, { origin: 'restore' });
  return { name, model, store, timers, journal, sync, act };
}

const set = (key: string, value: string): Operation => ({ kind: 'set', list: 'objects', key, field: 'note', value });

test('changes are sent two seconds after the last, fifteen after the first at the latest', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, timers, act } = await visit({ transport: server });
  expect(sync.state).toEqual({ kind: 'saved' });
  act(set('o1', 'a'));
  timers.advance(1_999);
  act(set('o1', 'b'));
  timers.advance(1_999);
  expect(server.requests).toHaveLength(0);
  expect(sync.state).toEqual({ kind: 'pending', count: 2 });
  timers.advance(1);
  expect(sync.state).toEqual({ kind: 'saving', count: 2 });
  await until(() => sync.state.kind === 'saved');
  expect(sync.state).toEqual({ kind: 'saved', at: timers.now() });
  expect(server.requests.map((request) => request.batches.length)).toEqual([2]);
  for (let second = 0; second < 15; second++) {
    act(set('o1', `${second}`));
    timers.advance(1_000);
  }
  await until(() => server.requests.length === 2);
});

test('hiding the page sends everything at once', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, act } = await visit({ transport: server });
  act(set('o1', 'a'));
  expect(await sync.flush()).toBe(true);
  expect(sync.state.kind).toBe('saved');
  expect(textOf(server.store)).toContain('"note":"a"');
});

test('offline, everything is kept and tried again after longer and longer pauses', async () => {
  const server = new FakeServer(sampleStore());
  const transport = new FaultyTransport(server, ['request lost', 'request lost', 'reply lost']);
  const { sync, timers, journal, act } = await visit({ transport });
  act(set('o1', 'a'));
  expect(await sync.flush()).toBe(false);
  expect(sync.state).toEqual({ kind: 'offline', count: 1, retryAt: timers.now() + 1_000 });
  act(set('o2', 'b'));
  timers.advance(1_000);
  await until(() => sync.state.kind === 'offline');
  expect(sync.state).toEqual({ kind: 'offline', count: 2, retryAt: timers.now() + 2_000 });
  expect(journal.entries).toHaveLength(2);
  timers.advance(2_000);
  await until(() => sync.state.kind === 'offline');
  timers.advance(4_000);
  await until(() => sync.state.kind === 'saved');
  expect(server.stored).toHaveLength(2);
  await journal.settled();
  expect(journal.entries).toEqual([]);
});

test('a crash loses nothing: the next visit takes up the journal to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { maxLength: 8 }), async (wishes) => {
      const server = new FakeServer(sampleStore());
      const lost = new FaultyTransport(server, Array<Fault>(9).fill('request lost'));
      const first = await visit({ transport: lost });
      for (const wished of wishes) {
        const operation = operationOf(first.store, wished);
        first.act(...(operation ? [operation] : []));
      }
      await first.journal.settled();
      first.sync.stop();

      const second = await visit({ transport: server, journal: first.name });
      expect(textOf(second.store)).toBe(textOf(first.store));
      expect(await second.sync.flush()).toBe(true);
      expect(textOf(server.store)).toBe(textOf(first.store));
    }),
    { numRuns: 40 },
  );
});

test('what others made impossible before the next visit is told', async () => {
  const server = new FakeServer(sampleStore());
  const first = await visit({ transport: new FaultyTransport(server, ['request lost']) });
  first.act(set('o1', 'mine'), set('o5', 'mine'));
  await first.sync.flush();
  first.sync.stop();
  server.others({ kind: 'remove', list: 'objects', key: 'o5' });
  const opened = sampleStore();
  opened.apply(batchOf([{ kind: 'remove', list: 'objects', key: 'o5' }]));
  const second = await visit({ transport: server, journal: first.name, store: opened, revision: 1 });
  expect(second.store.get('objects', 'o1')?.note).toBe('mine');
  expect(await second.sync.flush()).toBe(true);
  expect(second.sync.conflicts).toMatchObject([{ reason: 'missing', operation: { key: 'o5' }, mine: [] }]);
  expect(textOf(second.store)).toBe(textOf(server.store));
});

test('steps of the journal can be undone in the next visit', async () => {
  const first = await visit({
    transport: new FaultyTransport(new FakeServer(sampleStore()), Array<Fault>(9).fill('request lost')),
  });
  first.act(set('o1', 'a'));
  first.act(set('o1', 'b'));
  first.model.undo();
  await first.journal.settled();
  const { model } = await visit({ transport: new FakeServer(sampleStore()), journal: first.name });
  expect(model.store.get('objects', 'o1')?.note).toBe('a');
  model.redo();
  expect(model.store.get('objects', 'o1')?.note).toBe('b');
  model.undo();
  model.undo();
  expect(model.store.get('objects', 'o1')).not.toHaveProperty('note');
});

test.each([true, false])('what the server got before the crash is not done twice (dated: %s)', async (isDated) => {
  const server = new FakeServer(sampleStore());
  server.dates = isDated;
  const first = await visit({ transport: new FaultyTransport(server, ['reply lost']) });
  first.act({ kind: 'add', list: 'objects', member: box('n') });
  first.act(set('n', 'mine'));
  await first.sync.flush();
  server.others(set('n', 'theirs'));
  const opened = sampleStore();
  opened.apply({
    id: 'x',
    at: 0,
    label: '',
    origin: 'human',
    operations: [{ kind: 'add', list: 'objects', member: box('n', { note: 'theirs' }) }],
  });
  const second = await visit({ transport: server, journal: first.name, store: opened, revision: server.revision });
  expect(await second.sync.flush()).toBe(true);
  expect(textOf(second.store)).toBe(textOf(server.store));
  expect(server.stored).toHaveLength(2);
});

async function settle({ sync, timers }: Awaited<ReturnType<typeof visit>>): Promise<void> {
  for (let round = 0; round < 20 && sync.state.kind !== 'saved'; round++) {
    timers.advance(40_000);
    await sync.flush();
    await until(() => sync.state.kind !== 'saving');
  }
}

interface Step {
  readonly isMine: boolean;
  readonly wish: Wish;
  readonly waits: boolean;
  readonly undoes: boolean;
}

async function take(step: Step, here: Awaited<ReturnType<typeof visit>>, server: FakeServer): Promise<void> {
  const operation = operationOf(step.isMine ? here.store : server.store, step.wish);
  if (operation && step.isMine) {
    here.act(operation);
  } else if (operation) {
    server.others(operation);
  }
  if (step.undoes) {
    here.model.undo();
  }
  here.timers.advance(step.waits ? 40_000 : 0);
  await until(() => here.sync.state.kind !== 'saving');
}

test('whatever the network does, each batch arrives once and both sides agree', async () => {
  const fault = fc.constantFrom<Fault>('none', 'request lost', 'reply lost', 'sent twice');
  const step = fc.record({ isMine: fc.boolean(), wish, waits: fc.boolean(), undoes: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), fc.array(fault, { maxLength: 8 }), async (steps, faults) => {
      const server = new FakeServer(sampleStore());
      const here = await visit({ transport: new FaultyTransport(server, faults) });
      const committed: string[] = [];
      here.store.subscribe(({ source, batch }) => source === 'local' && committed.push(batch.id));
      for (const one of steps) {
        await take(one, here, server);
      }
      await settle(here);
      await here.sync.pull();
      await settle(here);
      expect(here.sync.state.kind).toBe('saved');
      expect(textOf(here.store)).toBe(textOf(server.store));
      expect(committed.filter((id) => !server.stored.includes(id))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('without the lease nothing can be changed and nothing is lost', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, journal, act } = await visit({ transport: server });
  act(set('o1', 'a'));
  server.instead = { kind: 'lease-lost', reason: 'Ada works on this task now.' };
  expect(await sync.flush()).toBe(false);
  expect(sync.state).toMatchObject({ kind: 'refused', isLeaseLost: true, reason: 'Ada works on this task now.' });
  expect(act(set('o1', 'b'))).toMatchObject({ refused: 'read-only', reason: 'Ada works on this task now.' });
  expect(journal.entries).toHaveLength(1);
  server.instead = undefined;
  expect(await sync.resume('s-new')).toBe(true);
  expect(server.requests.at(-1)?.session).toBe('s-new');
  expect(act(set('o1', 'b'))).not.toHaveProperty('refused');
});

test('a lease that is lost between two requests stops them', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, timers, journal, act } = await visit({ transport: server });
  act(set('o1', 'a'));
  sync.leaseLost('Ada works on this task now.');
  timers.advance(60_000);
  expect(await sync.flush()).toBe(false);
  await sync.pull();
  expect(server.requests).toEqual([]);
  expect(act(set('o1', 'b'))).toMatchObject({ refused: 'read-only' });
  expect(journal.entries).toHaveLength(1);
  expect(await sync.resume('s-new')).toBe(true);
});

test('a batch that the server does not take is shown, kept, and can be taken back alone', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, store, journal, act } = await visit({ transport: server });
  act(set('o1', 'good'));
  act(set('o2', 'bad'));
  const bad = journal.entries[1]?.batch.id ?? '';
  server.instead = { kind: 'refused', problems: [{ batch: bad, message: 'It is too long.' }] };
  await sync.flush();
  expect(sync.state).toMatchObject({ kind: 'refused', reason: 'It is too long.', batches: [bad], count: 2 });
  server.instead = undefined;
  expect(await sync.discardRefused()).toBe(true);
  expect(store.get('objects', 'o2')).not.toHaveProperty('note');
  expect(textOf(server.store)).toBe(textOf(store));
});

test('a conflict waits for a decision, and either value can be chosen', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, store, model, act } = await visit({ transport: server });
  act(set('o1', 'mine'), set('o2', 'mine'));
  server.others(set('o1', 'theirs'), set('o2', 'theirs'));
  await sync.flush();
  const [first, second] = sync.conflicts;
  expect(sync.conflicts).toMatchObject([{ reason: 'changed', theirs: 'theirs' }, { reason: 'changed' }]);
  sync.decide(first?.id ?? '', (label, operations) => model.commit(label, operations));
  sync.decide(second?.id ?? '');
  expect(sync.conflicts).toEqual([]);
  await sync.flush();
  expect(['o1', 'o2'].map((key) => store.get('objects', key)?.note)).toEqual(['mine', 'theirs']);
  expect(textOf(server.store)).toBe(textOf(store));
});

test("changes of others come without changes of one's own", async () => {
  const server = new FakeServer(sampleStore());
  const { sync, store } = await visit({ transport: server });
  server.others(set('o1', 'theirs'));
  await sync.pull();
  expect(store.get('objects', 'o1')?.note).toBe('theirs');
  expect(sync.revision).toBe(1);
  await sync.pull(1);
  expect(server.requests).toHaveLength(1);
});

test('much is sent in several requests, in order', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, store, act } = await visit({ transport: server });
  for (let n = 0; n < 3; n++) {
    act(set('o1', `${n}`.repeat(3_000_000)));
  }
  for (let n = 0; n < 600; n++) {
    act(set('o2', `${n}`));
  }
  expect(await sync.flush()).toBe(true);
  expect(server.requests.map((request) => request.batches.length)).toEqual([1, 1, 500, 101]);
  expect(textOf(server.store)).toBe(textOf(store));
});

test('what is held is neither kept nor sent', async () => {
  const server = new FakeServer(sampleStore());
  const { sync, timers, act, journal, model } = await visit({ transport: server });
  sync.hold();
  act(set('o1', 'held'));
  model.undo();
  sync.release();
  act(set('o1', 'sent'));
  timers.advance(15_000);
  await until(() => sync.state.kind === 'saved');
  expect(server.requests.flatMap(({ batches }) => batches)).toMatchObject([{ operations: [{ value: 'sent' }] }]);
  expect(await journal.read()).toEqual([]);
});
