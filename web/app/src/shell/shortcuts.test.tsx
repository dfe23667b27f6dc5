import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { type Shortcut, useShortcutGroups, useShortcuts } from './shortcuts';

function Page({ name = 'Page', shortcuts }: { name?: string; shortcuts: Shortcut[] }) {
  useShortcuts(name, shortcuts);
  return <input aria-label="field" />;
}

function Help() {
  return useShortcutGroups().map((group) => (
    <p key={group.name}>{`${group.name}: ${group.shortcuts.map(({ keys }) => keys)}`}</p>
  ));
}

const shortcut = (keys: string, run: () => void = vi.fn()): Shortcut => ({ keys, label: keys, run });

test('a key runs what it stands for', async () => {
  const run = vi.fn();
  render(<Page shortcuts={[shortcut('c', run)]} />);

  await userEvent.keyboard('c');

  expect(run).toHaveBeenCalledOnce();
});

test('a sequence needs both of its keys', async () => {
  const run = vi.fn();
  render(<Page shortcuts={[shortcut('g p', run)]} />);

  await userEvent.keyboard('p');
  expect(run).not.toHaveBeenCalled();
  await userEvent.keyboard('gp');

  expect(run).toHaveBeenCalledOnce();
});

test('what was shown last wins, and gives its key back', async () => {
  const below = vi.fn();
  const above = vi.fn();
  const page = (isOpen: boolean) => (
    <>
      <Help />
      <Page shortcuts={[shortcut('/', below)]} />
      {isOpen && <Page name="Above" shortcuts={[shortcut('/', above)]} />}
    </>
  );
  const { rerender } = render(page(true));

  await userEvent.keyboard('/');
  rerender(page(false));
  await userEvent.keyboard('/');

  expect(above).toHaveBeenCalledOnce();
  expect(below).toHaveBeenCalledOnce();
});

test('typing is left alone', async () => {
  const run = vi.fn();
  const { getByLabelText } = render(<Page shortcuts={[shortcut('c', run)]} />);

  await userEvent.type(getByLabelText('field'), 'c');

  expect(run).not.toHaveBeenCalled();
});

test('keys of the browser are left alone', async () => {
  const run = vi.fn();
  render(<Page shortcuts={[shortcut('c', run)]} />);

  await userEvent.keyboard('{Control>}c{/Control}');

  expect(run).not.toHaveBeenCalled();
});

test('the help lists what works now', () => {
  const { getByText } = render(
    <>
      <Help />
      <Page name="Tasks" shortcuts={[shortcut('['), shortcut(']')]} />
    </>,
  );

  expect(getByText('Tasks: [,]')).toBeTruthy();
});
