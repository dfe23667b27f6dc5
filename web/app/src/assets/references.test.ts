import { expect, test } from 'vitest';
import { parseReferences } from './references';

test('addresses stand one a line; blank lines do not matter', () => {
  expect(parseReferences('https://example.org/a.jpg\n\n  https://example.org/b.jpg  \n')).toEqual({
    ok: true,
    assets: [{ data: 'https://example.org/a.jpg' }, { data: 'https://example.org/b.jpg' }],
  });
});

test('a line that is no address is named', () => {
  expect(parseReferences('https://example.org/a.jpg\nb.jpg')).toMatchObject({
    ok: false,
    message: expect.stringContaining('b.jpg'),
  });
});

test('JSON assets are passed on as they are', () => {
  const assets = [{ data: 'Some text to label', externalId: 't1', contextData: { site: 'B' } }];

  expect(parseReferences(JSON.stringify(assets))).toEqual({ ok: true, assets });
});

test.each([
  ['[{"data": "x"}, {"externalId": "y"}]', 'Entry 1'],
  ['{"data": "x"}', 'array'],
  ['[{"data": "x"},]', 'line 1'],
])('%s is refused', (text, message) => {
  expect(parseReferences(text)).toMatchObject({ ok: false, message: expect.stringContaining(message) });
});
