import { expect, test } from 'vitest';
import { isFiltered, readTasksSearch, toTaskFilter, unassigned } from './search';

test('an address that somebody changed by hand is read as far as it fits', () => {
  const search = readTasksSearch({ stage: 'Label', sort: 'password', page: -3, limit: 'many', q: '', further: 'x' });

  expect(search).toEqual({ stage: 'Label' });
});

test('a whole address is read', () => {
  const search = {
    stage: 'Label',
    assignee: 'a@example.org',
    batch: 'b1',
    q: 'img',
    sort: '-updatedAt',
    page: 3,
    limit: 50,
  };

  expect(readTasksSearch(search)).toEqual(search);
});

test('each choice becomes a part of the filter', () => {
  const filter = toTaskFilter({ stage: 'Label', assignee: 'a@example.org', batch: 'b1', q: 'img' });

  expect(JSON.parse(filter ?? '')).toEqual({
    stage: 'Label',
    assignee: 'a@example.org',
    batches: ['b1'],
    externalId: { contains: 'img' },
  });
});

test('nobody is a choice of its own', () => {
  expect(toTaskFilter({ assignee: unassigned })).toBe('{"assignee":{"isEmpty":true}}');
});

test('order and page do not narrow a list', () => {
  expect(isFiltered({ sort: 'externalId', page: 4 })).toBe(false);
  expect(isFiltered({ q: 'a' })).toBe(true);
});
