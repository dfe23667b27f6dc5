import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeRuns, tilePixels } from '../model/brush/runs';
import { isRefusal } from '../model/changes';
import type { DocumentStore } from '../model/DocumentStore';
import type { Operation } from '../model/operations';
import type { Conflict } from '../model/rebase/Conflict';
import { FakeServer } from '../testing/FakeServer';
import { batchOf, box, filledTile, operationOf, sampleStore, textOf, wish } from '../testing/modelSamples';
import { Outbox } from './Outbox';

interface Client {
  readonly store: DocumentStore;
  readonly outbox: Outbox;
  /** Does something here, without sending it. */
  act(...operations: readonly Operation[]): void;
  /** Sends everything and follows the reply; answers the conflicts. */
  exchange(server: FakeServer): Promise<Conflict[]>;
}

function client(session = 'me'): Client {
  const store = sampleStore();
  const outbox = new Outbox(store, 0, () => 0);
  const exchange = async (server: FakeServer) => {
    const batches = outbox.pending.map(({ batch }) => batch);
    outbox.trying(batches);
    const reply = await server.send({ taskId: 't', session, revision: outbox.revision, batches });
    return reply.kind === 'accepted' ? [...outbox.accept(reply).conflicts] : [];
  };
  return {
    store,
    outbox,
    exchange,
    act: (...operations) => {
      const change = store.apply(batchOf(operations));
      if (!isRefusal(change)) {
        outbox.add({ batch: change.batch, inverse: change.inverse });
      }
    },
  };
}

const set = (key: string, field: string, value?: string | number | boolean): Operation => ({
  kind: 'set',
  list: 'objects',
  key,
  field,
  value,
});

async function exchangeAll(me: Client, server: FakeServer) {
  const conflicts = await me.exchange(server);
  while (me.outbox.pending.length > 0) {
    conflicts.push(...(await me.exchange(server)));
  }
  return conflicts;
}

test('whatever both sides do, they have the same document in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ isMine: fc.boolean(), wish, sends: fc.boolean() }), { maxLength: 12 }),
      async (steps) => {
        const [me, server] = [client(), new FakeServer(sampleStore())];
        for (const step of steps) {
          const operation = operationOf(step.isMine ? me.store : server.store, step.wish);
          if (operation && step.isMine) {
            me.act(operation);
          } else if (operation) {
            server.others(operation);
          }
          if (step.sends) {
            await me.exchange(server);
          }
        }
        await exchangeAll(me, server);
        expect(textOf(me.store)).toBe(textOf(server.store));
      },
    ),
    { numRuns: 150 },
  );
});

test('changes of different things merge without a question, in either order', async () => {
  const mine = fc.uniqueArray(fc.constantFrom('o0', 'o1', 'o2'), { minLength: 1 });
  const theirs = fc.uniqueArray(fc.constantFrom('o3', 'o4', 'o5'), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(mine, theirs, fc.string(), async (here, there, value) => {
      const [me, you, server] = [client('me'), client('you'), new FakeServer(sampleStore())];
      me.act(...here.map((key) => set(key, 'note', value)));
      you.act(...there.map((key) => set(key, 'note', value)), set(here[0] as string, 'lock', true));
      const conflicts = [
        ...(await me.exchange(server)),
        ...(await you.exchange(server)),
        ...(await me.exchange(server)),
      ];
      expect(conflicts).toEqual([]);
      expect(textOf(me.store)).toBe(textOf(server.store));
      expect(textOf(you.store)).toBe(textOf(server.store));
    }),
  );
});

test.each<[string, Operation, Operation, string, Operation[]]>([
  ['the same field', set('o1', 'note', 'mine'), set('o1', 'note', 'theirs'), 'changed', [set('o1', 'note', 'mine')]],
  [
    'an object that others removed',
    set('o5', 'note', 'mine'),
    { kind: 'remove', list: 'objects', key: 'o5' },
    'missing',
    [{ kind: 'add', list: 'objects', member: box('o5', { note: 'mine' }) }],
  ],
  [
    'an object that is removed here',
    { kind: 'remove', list: 'objects', key: 'o5' },
    set('o5', 'note', 'theirs'),
    'changed',
    [{ kind: 'remove', list: 'objects', key: 'o5' }],
  ],
])(
  '%s: theirs stays and mine is offered, whether the server finds it or the editor',
  async (_, mine, theirs, reason, offered) => {
    for (const isSent of [true, false]) {
      const [me, server] = [client(), new FakeServer(sampleStore())];
      if (!isSent) {
        server.others(theirs);
        const reply = await server.send({ taskId: 't', session: 'me', revision: 0, batches: [] });
        me.act(mine);
        const { conflicts } = me.outbox.accept(reply as Extract<typeof reply, { kind: 'accepted' }>);
        expect(conflicts).toMatchObject([{ reason, mine: offered }]);
      } else {
        me.act(mine);
        server.others(theirs);
        expect(await me.exchange(server)).toMatchObject([{ reason, mine: offered }]);
      }
      expect(textOf(me.store)).toBe(textOf(server.store));
      me.act(...offered);
      expect(await exchangeAll(me, server)).toEqual([]);
      expect(textOf(me.store)).toBe(textOf(server.store));
    }
  },
);

test('paint beside the paint of others is merged, on it theirs stays and mine is offered', async () => {
  const half = (label: number, isLeft: boolean) => ({
    x: 0,
    y: 0,
    runs: encodeRuns(
      Uint16Array.from({ length: tilePixels }, (_, pixel) => (pixel % 256 < 128 === isLeft ? label : 0)),
    ),
  });
  const [me, server] = [client(), new FakeServer(sampleStore())];
  me.act({ kind: 'paint', palette: ['road'], tiles: [half(1, true)] });
  server.others({ kind: 'paint', palette: ['sky'], tiles: [half(1, false)] });
  expect(await exchangeAll(me, server)).toEqual([]);
  const tile = me.store.masks.tile({ x: 0, y: 0 });
  expect([0, 255].map((pixel) => me.store.masks.palette[(tile?.[pixel] ?? 0) - 1])).toEqual(['road', 'sky']);
  expect(textOf(me.store)).toBe(textOf(server.store));

  me.act({ kind: 'paint', palette: ['road'], tiles: [filledTile(0, 0, 1)] });
  server.others({ kind: 'paint', palette: ['car'], tiles: [filledTile(0, 0, 1)] });
  expect(await exchangeAll(me, server)).toMatchObject([{ reason: 'changed', mine: [{ kind: 'paint' }] }]);
  expect(textOf(me.store)).toBe(textOf(server.store));
  expect(textOf(me.store)).toContain('0,0: car 65536');
});

test.each([true, false])(
  'a batch that is sent again stays below what others did since (dated: %s)',
  async (isDated) => {
    const [me, server] = [client(), new FakeServer(sampleStore())];
    server.dates = isDated;
    me.act(set('o1', 'note', 'mine'));
    me.outbox.trying(me.outbox.pending.map(({ batch }) => batch));
    await server.send({
      taskId: 't',
      session: 'me',
      revision: 0,
      batches: me.outbox.pending.map(({ batch }) => batch),
    });
    server.others(set('o1', 'note', 'theirs'));
    expect(await me.exchange(server)).toEqual([]);
    expect(me.store.get('objects', 'o1')?.note).toBe('theirs');
    expect(server.store.get('objects', 'o1')?.note).toBe('theirs');
  },
);

test('what the server does not take can be taken back alone', () => {
  const me = client();
  me.act(set('o1', 'note', 'good'));
  me.act({ kind: 'add', list: 'objects', member: box('bad') }, set('o2', 'note', 'bad'));
  me.act(set('bad', 'note', 'later'), set('o3', 'note', 'later'));
  const [, bad] = me.outbox.pending;
  me.outbox.discard(new Set([bad?.batch.id ?? '']));
  expect(me.store.get('objects', 'bad')).toBeUndefined();
  expect(['o1', 'o2', 'o3'].map((key) => me.store.get('objects', key)?.note)).toEqual(['good', undefined, 'later']);
  expect(me.outbox.pending).toHaveLength(2);
});
