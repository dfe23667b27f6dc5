import type { Locator, Page } from '@playwright/test';
import { Keyboard } from './support/hands';
import { expect, test } from './support/test';
import { questionSchema } from './support/toolSchema';
import { told, Workbench } from './support/workbench';

type Json = Record<string, unknown>;
type Act = (question: Locator, page: Page) => Promise<void>;

interface Row {
  readonly title: string;
  readonly tool: string;
  readonly mouse: Act;
  readonly keyboard: Act;
  readonly stored: unknown;
  /** Where options are written by their texts. */
  readonly exported?: unknown;
}

const tick = (...texts: readonly string[]): Act => {
  return async (question) => {
    for (const text of texts) {
      await question.getByText(text, { exact: true }).click();
    }
  };
};

const pick = (...texts: readonly string[]): Act => {
  return async (question, page) => {
    for (const text of texts) {
      await question.getByRole('combobox').click();
      await page.getByRole('option', { name: text, exact: true }).click();
      await page.keyboard.press('Escape');
    }
  };
};

const fill = (text: string): Act => {
  return async (question) => {
    await question.getByRole('textbox').fill(text);
  };
};

const spaceOn = (...texts: readonly string[]): Act => {
  return async (question, page) => {
    for (const text of texts.toReversed()) {
      await tabTo(page, question.getByRole('checkbox', { name: text, exact: true }));
      await page.keyboard.press('Space');
    }
  };
};

/** Of radio buttons the last one is reached by Tab backwards; arrows lead to the others. */
const arrowTo = (text: string): Act => {
  return async (question, page) => {
    await tabTo(page, question.getByRole('radio').last());
    await page.keyboard.press('Space');
    const wanted = question.getByRole('radio', { name: text, exact: true });
    while (!(await hasFocus(wanted))) {
      await page.keyboard.press('ArrowUp');
    }
    await expect(wanted).toBeChecked();
  };
};

const search = (...texts: readonly string[]): Act => {
  return async (question, page) => {
    await tabTo(page, question.getByRole('combobox'));
    for (const text of texts) {
      await page.keyboard.type(text);
      await expect(page.getByRole('option')).toHaveCount(1);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Escape');
  };
};

const type = (text: string): Act => {
  return async (question, page) => {
    await tabTo(page, question.getByRole('textbox'));
    await page.keyboard.type(text);
  };
};

const rows: readonly Row[] = [
  { title: 'Weather', tool: 'radio', mouse: tick('Rain'), keyboard: arrowTo('Rain'), stored: 'rain', exported: 'Rain' },
  {
    title: 'Seen',
    tool: 'checkbox',
    mouse: tick('Signs', 'Cars'),
    keyboard: spaceOn('Cars', 'Signs'),
    stored: ['cars', 'signs'],
    exported: ['Cars', 'Signs'],
  },
  {
    title: 'City',
    tool: 'single-dropdown',
    mouse: pick('Paris'),
    keyboard: search('Par'),
    stored: 'paris',
    exported: 'Paris',
  },
  {
    title: 'Lights',
    tool: 'multi-dropdown',
    mouse: pick('Green', 'Red'),
    keyboard: search('Gre', 'Red'),
    stored: ['red', 'green'],
    exported: ['Red', 'Green'],
  },
  {
    title: 'Part',
    tool: 'tree-dropdown',
    mouse: pick('Door'),
    keyboard: search('Door'),
    stored: ['body', 'door'],
    exported: ['Body', 'Body / Door'],
  },
  {
    title: 'Remark',
    tool: 'text',
    mouse: fill('late in the day'),
    keyboard: type('late in the day'),
    stored: 'late in the day',
  },
  { title: 'Story', tool: 'text', mouse: fill('**two** cars'), keyboard: type('**two** cars'), stored: '**two** cars' },
  { title: 'Blurred', tool: 'boolean', mouse: tick('Yes'), keyboard: arrowTo('Yes'), stored: true },
  {
    title: 'Order',
    tool: 'rank',
    mouse: async (question) => {
      await question.getByRole('button', { name: 'Move Third up' }).click();
      await question.getByRole('button', { name: 'Move Third up' }).click();
    },
    keyboard: async (question, page) => {
      await tabTo(page, question.getByRole('button', { name: 'Move Third up' }));
      await page.keyboard.press('Enter');
      await tabTo(page, question.getByRole('button', { name: 'Move Third up' }));
      await page.keyboard.press('Space');
    },
    stored: ['third', 'first', 'second'],
    exported: ['Third', 'First', 'Second'],
  },
];

const car = { objectId: 'thecar', schemaId: 'car', 'bounding-box': { x: 100, y: 80, width: 60, height: 60 } };

for (const by of ['mouse', 'keyboard'] as const) {
  test(`questions of every kind are answered by ${by}`, async ({ page, api, expectAccessible }) => {
    const bench = await Workbench.open(page, api, { schema: questionSchema });
    const members = (which: 'stored' | 'exported') =>
      rows.map(({ title, tool, stored, exported = stored }) => ({
        schemaId: title.toLowerCase(),
        tool,
        title,
        answer: which === 'stored' ? stored : exported,
        classifications: [],
      }));
    for (const row of by === 'mouse' ? rows : rows.toReversed()) {
      await row[by](page.getByRole('group', { name: row.title, exact: true }), page);
    }
    await expectAccessible();
    await expect
      .poll(async () => byTitle(told((await bench.answer()).classifications)))
      .toEqual(byTitle(members('stored')));

    await bench.reload();
    for (const { title } of rows) {
      await expect(page.getByRole('button', { name: `Clear ${title}` })).toBeVisible();
    }
    expect(byTitle(told((await bench.exported()).classifications))).toEqual(byTitle(members('exported')));
  });

  test(`questions with several answers, and about objects, are answered by ${by}`, async ({ page, api }) => {
    const bench = await Workbench.open(page, api, { schema: questionSchema, answer: { tools: [car] } });
    const write = by === 'mouse' ? fill : type;
    const plates = page.getByRole('group', { name: /Plate$/ });
    await write('AB 1')(plates.first(), page);
    await page.keyboard.press('Shift+Tab');
    await write('CD 2')(page.getByRole('group', { name: 'Another Plate' }), page);
    await page.keyboard.press('Shift+Tab');

    await page.getByRole('application').focus();
    await page.keyboard.press('Control+a');
    const culprit = page.getByRole('group', { name: 'Culprit' });
    await press(by, page, culprit.getByRole('button', { name: 'Add the selected objects' }));
    await expect
      .poll(async () => (await bench.answer()).classifications.map(({ title, answer }) => [title, answer]))
      .toEqual([
        ['Plate', 'AB 1'],
        ['Plate', 'CD 2'],
        ['Culprit', ['thecar']],
      ]);

    await press(by, page, page.getByRole('button', { name: 'Clear Plate' }).first());
    await expect.poll(async () => (await bench.answer()).classifications.length).toBe(2);
    await bench.reload();
    expect((await bench.exported()).classifications).toEqual((await bench.answer()).classifications);
  });
}

test('questions of an object depend on its answers, by mouse', async ({ page, api }) => {
  const bench = await Workbench.open(page, api, { schema: questionSchema, answer: { tools: [car] } });
  await page.getByRole('option', { name: /^Car, bounding box/ }).click();
  await page.getByRole('group', { name: 'State' }).getByText('Dented').click();
  await page.getByRole('group', { name: 'Where' }).getByRole('textbox').fill('left door');
  await expectDented(bench);
  await bench.reload();
  expect((await bench.exported()).tools[0]).toMatchObject({
    classifications: [{ title: 'State', answer: 'Dented', classifications: [{ title: 'Where', answer: 'left door' }] }],
  });

  await page.getByRole('option', { name: /^Car, bounding box/ }).click();
  await page.getByRole('group', { name: 'State' }).getByText('Whole').click();
  await expect(page.getByRole('group', { name: 'Where' })).toBeHidden();
  await expect
    .poll(async () => (await bench.answer()).tools[0])
    .toMatchObject({ classifications: [{ answer: 'whole', classifications: [] }] });
});

test('questions of an object depend on its answers, by keyboard', async ({ page, api }) => {
  const bench = await Workbench.open(page, api, { schema: questionSchema });
  const hand = new Keyboard(page);
  await hand.choose('Car');
  await hand.click([100, 80], [160, 140]);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Questions of the object');
  await page.keyboard.press('Enter');
  const state = page.getByRole('group', { name: 'State' });
  await tabTo(page, state.getByRole('radio').first(), 'Tab');
  await page.keyboard.press('ArrowDown');
  await expect(state.getByRole('radio', { name: 'Dented' })).toBeChecked();
  await tabTo(page, page.getByRole('group', { name: 'Where' }).getByRole('textbox'), 'Tab');
  await page.keyboard.type('left door');
  await expectDented(bench);
});

async function expectDented(bench: Workbench): Promise<void> {
  await expect
    .poll(async () => (await bench.answer()).tools[0])
    .toMatchObject({
      'bounding-box': { x: 100, y: 80, width: 60, height: 60 },
      classifications: [{ schemaId: 'state', answer: 'dented', classifications: [{ answer: 'left door' }] }],
    });
}

async function press(by: 'mouse' | 'keyboard', page: Page, button: Locator): Promise<void> {
  if (by === 'mouse') {
    await button.click();
  } else {
    await tabTo(page, button);
    await page.keyboard.press('Enter');
  }
}

/** Goes on with Tab until a control has the focus, as people without a mouse do. */
async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Shift+Tab'): Promise<void> {
  for (let left = 120; left > 0 && !(await hasFocus(control)); left--) {
    await page.keyboard.press(key);
  }
  await expect(control).toBeFocused();
}

const hasFocus = (control: Locator) => control.evaluate((element) => element === document.activeElement);

const byTitle = (members: readonly Json[]) =>
  members.toSorted((one, other) => String(one.title).localeCompare(String(other.title)));
