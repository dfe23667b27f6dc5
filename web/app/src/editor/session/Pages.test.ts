import type { StoredTile } from '@limn/editor';
import { expect, test, vi } from 'vitest';
import type { OpenPicture } from '../picture/loadPicture';
import { type PagePorts, Pages } from './Pages';

const addresses = ['/0.png', '/1.png', '/2.png', '/3.png'];
const tile: StoredTile = { x: 0, y: 0, palette: [], runs: '' };

function picture(): OpenPicture {
  return {
    source: { width: 4, height: 3, levels: [], tile: () => null, onTile: () => () => undefined },
    close: vi.fn(),
  };
}

function openPages(change: Partial<PagePorts> = {}) {
  const first = picture();
  const ports = {
    load: vi.fn(async (_address: string, signal: AbortSignal) => {
      signal.throwIfAborted();
      return picture();
    }),
    prefetch: vi.fn(),
    readMask: vi.fn(async () => [tile]),
    openMask: vi.fn(),
    ...change,
  };
  return { pages: new Pages(addresses, { page: 0, picture: first }, ports), ports, first };
}

test('a page is opened with its mask, and the page before is let go', async () => {
  const { pages, ports, first } = openPages();
  const showing = pages.show(2);
  expect(pages.coming.value).toBe(2);
  expect(await showing).toBe(true);
  expect(pages.shown.value.page).toBe(2);
  expect(pages.coming.value).toBeNull();
  expect(ports.openMask).toHaveBeenCalledWith(2, [tile]);
  expect(first.close).toHaveBeenCalledOnce();
});

test('the mask of a page is read once', async () => {
  const { pages, ports } = openPages();
  await pages.show(1);
  await pages.show(0);
  await pages.show(1);
  expect(ports.readMask).toHaveBeenCalledOnce();
  expect(ports.openMask).toHaveBeenCalledOnce();
});

test('the two pages that follow are loaded ahead', async () => {
  const asked: string[] = [];
  const { pages } = openPages({ prefetch: (address) => void asked.push(address) });
  expect(asked).toEqual(['/1.png', '/2.png']);
  await pages.show(2);
  expect(asked.slice(2)).toEqual(['/3.png']);
});

test('the last of several calls wins', async () => {
  const { pages } = openPages();
  const [earlier, later] = await Promise.all([pages.show(1), pages.show(3)]);
  expect([earlier, later]).toEqual([false, true]);
  expect(pages.shown.value.page).toBe(3);
});

test('a page that does not load leaves the present one', async () => {
  const { pages, first } = openPages({ load: () => Promise.reject(new Error('gone')) });
  await expect(pages.show(1)).rejects.toThrow('gone');
  expect(pages.shown.value).toEqual({ page: 0, picture: first });
  expect(pages.coming.value).toBeNull();
  expect(first.close).not.toHaveBeenCalled();
});

test('a page whose mask cannot be read is not opened, and its picture is let go', async () => {
  const opened = picture();
  const { pages } = openPages({ load: async () => opened, readMask: () => Promise.reject(new Error('no mask')) });
  await expect(pages.show(1)).rejects.toThrow('no mask');
  expect(opened.close).toHaveBeenCalledOnce();
  expect(pages.shown.value.page).toBe(0);
});

test('there is no page beyond the last', async () => {
  const { pages, ports } = openPages();
  expect(await pages.show(4)).toBe(false);
  expect(ports.load).not.toHaveBeenCalled();
});
