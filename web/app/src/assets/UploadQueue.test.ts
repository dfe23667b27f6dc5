import { expect, test, vi } from 'vitest';
import type { NewAsset } from '../api/types';
import { UploadQueue, type UploadSteps } from './UploadQueue';

const file = (name: string) => new File(['0123456789'], name);
const files = (count: number) => Array.from({ length: count }, (_, index) => file(`${index}.png`));

function steps(change: Partial<UploadSteps> = {}): UploadSteps {
  return {
    send: async (sent) => ({ data: `/files/${sent.name}` }),
    register: async () => undefined,
    ...change,
  };
}

test('files are sent a few at a time', async () => {
  let running = 0;
  let most = 0;
  const queue = new UploadQueue(
    steps({
      send: async (sent) => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        return { data: sent.name };
      },
    }),
  );

  queue.add(files(20));

  await vi.waitFor(() => expect(queue.uploads.every((upload) => upload.state === 'done')).toBe(true));
  expect(most).toBe(3);
});

test('what was sent is registered in groups, each file once', async () => {
  const groups: NewAsset[][] = [];
  const queue = new UploadQueue(steps({ register: async (assets) => void groups.push(assets) }));

  queue.add(files(120));

  await vi.waitFor(() => expect(queue.isActive).toBe(false));
  expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(52);
  expect(new Set(groups.flat().map((asset) => asset.data)).size).toBe(120);
});

test('a file that fails leaves the others alone', async () => {
  const queue = new UploadQueue(
    steps({
      send: async (sent) => {
        if (sent.name === '1.png') {
          throw new Error('The disk is full.');
        }
        return { data: sent.name };
      },
    }),
  );

  queue.add(files(3));

  await vi.waitFor(() => expect(queue.isActive).toBe(false));
  expect(queue.uploads.map((upload) => upload.state)).toEqual(['done', 'failed', 'done']);
  expect(queue.uploads[1]?.error).toBe('The disk is full.');
});

test('a refused registration marks its files as failed', async () => {
  const queue = new UploadQueue(steps({ register: () => Promise.reject(new Error('No such project.')) }));

  queue.add(files(2));

  await vi.waitFor(() => expect(queue.uploads.every((upload) => upload.error === 'No such project.')).toBe(true));
});

test('cancelling stops what is under way and what waits', async () => {
  const queue = new UploadQueue(
    steps({
      send: (_, __, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('Cancelled.')))),
    }),
  );
  queue.add(files(5));

  queue.cancel();

  await vi.waitFor(() => expect(queue.isActive).toBe(false));
  expect(queue.uploads.every((upload) => upload.state === 'failed')).toBe(true);
});

test('those who watch see the progress', async () => {
  const seen: number[] = [];
  const queue = new UploadQueue(
    steps({
      send: async (sent, onProgress) => {
        onProgress(4);
        return { data: sent.name };
      },
    }),
  );
  queue.onChange(() => seen.push(queue.uploads[0]?.sent ?? 0));

  queue.add(files(1));

  await vi.waitFor(() => expect(queue.isActive).toBe(false));
  expect(seen).toContain(4);
});
