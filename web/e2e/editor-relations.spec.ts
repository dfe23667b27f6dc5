import { type Hand, hands } from './support/hands';
import { expect, test } from './support/test';
import { toolSchema } from './support/toolSchema';
import { told, Workbench } from './support/workbench';

type Json = Record<string, unknown>;

interface Row {
  readonly name: string;
  readonly join: (hand: Hand) => Promise<void>;
  readonly stored: readonly Json[];
}

const tools = [20, 120, 220].map((x, at) => ({
  objectId: `object${at}`,
  schemaId: 'car',
  'bounding-box': { x, y: 80, width: 60, height: 60 },
}));

// A point of the outline of each, since nothing fills them.
const [first, second, third] = [[20, 100] as const, [120, 100] as const, [220, 100] as const];
const single = (schemaId: string, title: string, from: string, to: string) => ({
  schemaId,
  title,
  from,
  to,
  direction: 'straight',
});

const rows: readonly Row[] = [
  {
    name: 'one-to-one relation',
    join: async (hand) => {
      await hand.choose('Near');
      await hand.click(first, third);
    },
    stored: [single('near', 'Near', 'object0', 'object2')],
  },
  {
    name: 'one-to-many relation',
    join: async (hand) => {
      await hand.choose('Owns');
      await hand.click(second, first, third);
      await hand.cancel();
    },
    stored: [single('owns', 'Owns', 'object1', 'object0'), single('owns', 'Owns', 'object1', 'object2')],
  },
  {
    name: 'group',
    join: async (hand) => {
      await hand.choose('Convoy');
      await hand.click(first, second, third);
      await hand.finish();
    },
    stored: [{ schemaId: 'convoy', title: 'Convoy', group: ['object0', 'object1', 'object2'] }],
  },
];

for (const { name, join, stored } of rows) {
  for (const [by, make] of hands) {
    test(`${name} by ${by}`, async ({ page, api }) => {
      const bench = await Workbench.open(page, api, { schema: toolSchema, answer: { tools } });
      await join(make(page));
      await expect.poll(async () => told((await bench.answer()).relations)).toEqual(stored);
      const answer = await bench.answer();

      await bench.reload();
      expect(await bench.answer()).toEqual(answer);
      expect((await bench.exported()).relations).toEqual(answer.relations);
    });
  }
}

test('with an object its relations go, and come back when that is undone', async ({ page, api }) => {
  const relation = { objectId: 'relation', schemaId: 'near', from: 'object0', to: 'object1', direction: 'straight' };
  const group = { objectId: 'convoy', schemaId: 'convoy', group: ['object0', 'object1'] };
  const bench = await Workbench.open(page, api, {
    schema: toolSchema,
    answer: { tools, relations: [relation, group] },
  });
  const before = await bench.answer();
  // By its name: in the middle of the row is the mark of its group, which selects the whole group.
  await page.getByRole('option', { name: /^Car, bounding box 1 of 3/ }).click({ position: { x: 40, y: 12 } });
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await bench.answer()).tools.length).toBe(2);
  expect((await bench.answer()).relations).toMatchObject([{ objectId: 'convoy', group: ['object1'] }]);

  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  const withoutMetadata = ({ metadata: _, ...member }: Json) => member;
  await expect
    .poll(async () => (await bench.answer()).relations.map(withoutMetadata))
    .toEqual(before.relations.map(withoutMetadata));
  expect((await bench.answer()).tools.map(withoutMetadata)).toEqual(before.tools.map(withoutMetadata));
});
