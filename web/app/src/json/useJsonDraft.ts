import { useMemo, useState } from 'react';
import { ApiError } from '../api/ApiError';
import type { Diagnostic } from './JsonArea';
import { findPath, type ParsedJson, parseJson } from './jsonText';

/** A JSON value that is being edited as text, and what is wrong with it here and by the server. */
export interface JsonDraft {
  text: string;
  setText: (text: string) => void;
  parsed: ParsedJson;
  isChanged: boolean;
  problems: readonly Diagnostic[];
}

/** Starts from the saved value; `error` is why the server refused the text, if it did; its paths count from `root`. */
export function useJsonDraft(saved: unknown, error: unknown, root: string): JsonDraft {
  const savedText = useMemo(() => JSON.stringify(saved, null, 2), [saved]);
  const [typed, setText] = useState<string | null>(null);
  const text = typed ?? savedText;
  const parsed = useMemo(() => parseJson(text), [text]);
  const problems = useMemo(
    () => (parsed.ok ? refusedPlaces(text, error, root) : [parsed.mistake]),
    [parsed, text, error, root],
  );
  const isChanged = typed !== null && !(parsed.ok && JSON.stringify(parsed.value) === JSON.stringify(saved));
  return { text, setText, parsed, isChanged, problems };
}

function refusedPlaces(text: string, error: unknown, root: string): Diagnostic[] {
  if (!(error instanceof ApiError)) {
    return [];
  }
  return error.problems.map(({ path, message }) => {
    const inside = path.startsWith(root) ? path.slice(root.length) : path;
    return { ...findPath(text, inside), message: `${path}: ${message}` };
  });
}
