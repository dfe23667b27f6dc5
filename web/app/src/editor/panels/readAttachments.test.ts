import { expect, test } from 'vitest';
import { attachmentsOf } from './readAttachments';

test('attachments are pictures, videos and texts', () => {
  const attachments = [
    { type: 'IMAGE', value: 'https://x.org/a.png' },
    { type: 'VIDEO', value: '/files/b.mp4' },
    { type: 'TEXT', value: 'javascript is only a word here' },
  ];
  expect(attachmentsOf(attachments)).toEqual(attachments);
});

test.each([
  null,
  'text',
  { type: 'IMAGE', value: 'javascript:alert(1)' },
  { type: 'IMAGE', value: 'data:image/png;base64,AA' },
  { type: 'VIDEO', value: '//evil.example/a.mp4' },
  { type: 'SOUND', value: 'https://x.org/a.mp3' },
  { type: 'TEXT', value: 7 },
])('%o is left out', (entry) => {
  expect(attachmentsOf([entry])).toEqual([]);
});

test('there may be none', () => {
  expect(attachmentsOf(undefined)).toEqual([]);
  expect(attachmentsOf(null)).toEqual([]);
});
