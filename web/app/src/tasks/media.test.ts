import { expect, test } from 'vitest';
import { overlaysOf, pagesOf, pictureAddress } from './media';

test.each([
  'https://example.org/a.png',
  'http://limn.example/files/65b0/assets/4f1c.jpg?t=eyJ',
  '/files/65b0/assets/4f1c.tif',
  'https://example.org/picture-without-extension',
])('%s is a picture', (data) => {
  expect(pictureAddress(data)).toBe(data);
});

test.each(['https://example.org/a.mp4?t=1', 'https://example.org/scan.DCM', 'Ada met Paris in Rome.', '<p>text</p>'])(
  '%s is not',
  (data) => {
    expect(pictureAddress(data)).toBeNull();
  },
);

test('pages are the pictures of the dataset', () => {
  expect(pagesOf({})).toEqual([]);
  expect(pagesOf({ dataset: ['https://x.org/1.png', '/files/2.png'] })).toEqual([
    'https://x.org/1.png',
    '/files/2.png',
  ]);
  expect(pagesOf({ dataset: ['https://x.org/1.dcm', 'https://x.org/2.dcm'] })).toEqual([]);
});

test('overlays are addresses or objects; what does not fit is left out', () => {
  const plain = { url: 'https://x.org/ir.png', title: 'Reference 1', opacity: 0.5, isVisible: false };
  expect(overlaysOf(undefined, undefined)).toEqual([]);
  expect(overlaysOf(['https://x.org/ir.png', 7, { title: 'no address' }, null], undefined)).toEqual([plain]);
  expect(overlaysOf([{ url: '/d.png', title: 'Depth', opacity: 7, visible: true }], undefined)).toEqual([
    { url: '/d.png', title: 'Depth', opacity: 1, isVisible: true },
  ]);
});

test('each page has overlays of its own', () => {
  const overlay = [['https://x.org/a.png', 'https://x.org/b.png'], 'https://x.org/c.png'];
  expect(overlaysOf(overlay, 0).map(({ url }) => url)).toEqual(['https://x.org/a.png', 'https://x.org/b.png']);
  expect(overlaysOf(overlay, 1).map(({ url }) => url)).toEqual(['https://x.org/c.png']);
  expect(overlaysOf(overlay, 2)).toEqual([]);
});
