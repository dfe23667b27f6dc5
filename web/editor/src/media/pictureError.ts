export type PictureErrorCode = 'E-CORS' | 'E-NETWORK' | 'E-AUTH' | 'E-404' | 'E-TYPE' | 'E-DECODE' | 'E-TOO-LARGE';

/** Why a picture is not shown, in words for the labeler. */
export class PictureError extends Error {
  readonly code: PictureErrorCode;

  constructor(code: PictureErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PictureError';
    this.code = code;
  }
}

/** What an answer other than success means. */
export function errorOfStatus(status: number): PictureError {
  if (status === 401 || status === 403) {
    return new PictureError('E-AUTH', 'The storage refuses access to this picture; its link may have expired.');
  }
  if (status === 404 || status === 410) return new PictureError('E-404', 'The file of this picture is not there.');
  return new PictureError('E-NETWORK', `The storage answered with status ${status}.`);
}

/** A request that got no answer: browsers do not tell a missing permission of another site from a lost network. */
export function errorOfFailedRequest(url: string, page: string, cause: unknown): PictureError {
  const foreign = new URL(url, page).origin !== new URL(page).origin;
  return foreign
    ? new PictureError('E-CORS', 'The other site does not let this page read the picture, or it is out of reach.', {
        cause,
      })
    : new PictureError('E-NETWORK', 'The picture could not be fetched: the network or the server is out of reach.', {
        cause,
      });
}
