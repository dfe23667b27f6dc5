/** One thing that is wrong with a request: where in its body, and what to change. */
export interface Problem {
  path: string;
  message: string;
  code?: string;
}

/** The one form in which calls of the API fail. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly problems: readonly Problem[];
  /** The revision of an answer in force, when the request was made from one that the server does not know. */
  readonly revision: number | undefined;

  constructor(status: number, message: string, problems: readonly Problem[] = [], revision?: number) {
    super(message);
    this.status = status;
    this.problems = problems;
    this.revision = revision;
  }

  /** Whether one of its problems has a code. */
  has(code: string): boolean {
    return this.problems.some((problem) => problem.code === code);
  }
}

/** Reads the error envelope of an answer; a proxy in between may have sent anything else. */
export async function readApiError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (!isErrorEnvelope(body)) {
    return new ApiError(response.status, `The server answered ${response.status} ${response.statusText}`.trim());
  }
  return new ApiError(response.status, body.message, body.error?.problems ?? [], body.error?.revision);
}

/** What to tell a person about any failure. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something unexpected went wrong.';
}

interface ErrorEnvelope {
  message: string;
  error?: { problems?: Problem[]; revision?: number };
}

function isErrorEnvelope(body: unknown): body is ErrorEnvelope {
  return typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string';
}
