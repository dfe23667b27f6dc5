import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scene } from './scene';

/** A host of pictures that is not the server under test; with `isOpen` it lets pages of others read them. */
export interface PictureHost {
  readonly address: string;
  close(): Promise<void>;
}

export async function openPictureHost(isOpen: boolean): Promise<PictureHost> {
  const bytes = scene();
  const server = createServer((request, response) => {
    const isThere = request.url === '/scene.png';
    response.writeHead(isThere ? 200 : 404, {
      'content-type': 'image/png',
      ...(isOpen ? { 'access-control-allow-origin': '*' } : {}),
    });
    response.end(isThere ? bytes : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
