import { expect, test } from 'vitest';
import { pictureAddress } from './media';

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
