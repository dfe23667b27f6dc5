import { ApiError, readApiError } from '../api/ApiError';
import { api, unwrap } from '../api/client';
import type { NewAsset } from '../api/types';

/** Sends a file to the project's storage and returns the asset that it becomes. */
export async function uploadFile(
  projectId: string,
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<NewAsset> {
  const { uploadUrl } = await unwrap(
    api.GET('/v2/getUploadUrl', { params: { query: { name: file.name, project: projectId, type: 'assets' } }, signal }),
  );
  await put(uploadUrl, file, onProgress, signal);
  const metadata = await readSize(file);
  // The address without its signature is what stays.
  return { data: uploadUrl.split('?')[0] ?? uploadUrl, externalId: file.name, ...(metadata && { metadata }) };
}

/** Makes assets, and with them tasks, of files that are already stored. */
export async function addAssets(projectId: string, assets: NewAsset[], batches: readonly string[]): Promise<number> {
  const query = batches.length > 0 ? { batches: JSON.stringify(batches) } : {};
  const reply = await unwrap(
    api.POST('/v2/project/{projectId}/cloud', {
      params: { path: { projectId }, query },
      body: { assets, uploadLocal: 'false' },
    }),
  );
  return reply.assets.assetsCreated;
}

/** `fetch` does not tell how far an upload is. */
function put(address: string, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () =>
      request.status < 400
        ? resolve()
        : void readApiError(new Response(request.responseText, { status: request.status })).then(reject),
    );
    request.addEventListener('error', () => reject(new ApiError(0, 'The connection broke.')));
    request.addEventListener('abort', () => reject(new ApiError(0, 'Cancelled.')));
    signal.addEventListener('abort', () => request.abort());
    request.open('PUT', address);
    request.send(file);
  });
}

/** The size of a picture in pixels: exports need it, and here it is known without another download. */
async function readSize(file: File): Promise<{ width: number; height: number } | null> {
  if (!file.type.startsWith('image/')) {
    return null;
  }
  try {
    const picture = await createImageBitmap(file);
    const size = { width: picture.width, height: picture.height };
    picture.close();
    return size;
  } catch {
    // A kind of picture that this browser cannot read.
    return null;
  }
}
