import type { NewAsset } from '../api/types';
import { parseJson } from '../json/jsonText';

export type ParsedReferences =
  | { ok: true; assets: NewAsset[] }
  | { ok: false; message: string; from: number; to: number };

/** Reads references to files elsewhere: a JSON array of assets, or one address a line. */
export function parseReferences(text: string): ParsedReferences {
  return /^\s*[[{]/.test(text) ? parseArray(text) : parseLines(text);
}

function parseLines(text: string): ParsedReferences {
  let from = 0;
  const assets: NewAsset[] = [];
  for (const line of text.split('\n')) {
    const data = line.trim();
    if (data !== '' && !URL.canParse(data)) {
      return { ok: false, message: `This is no address: ${data.slice(0, 60)}`, from, to: from + line.length };
    }
    if (data !== '') {
      assets.push({ data });
    }
    from += line.length + 1;
  }
  return { ok: true, assets };
}

function parseArray(text: string): ParsedReferences {
  const whole = { from: 0, to: text.length };
  const parsed = parseJson(text);
  if (!parsed.ok) {
    return { ok: false, ...parsed.mistake };
  }
  if (!Array.isArray(parsed.value)) {
    return { ok: false, message: 'Give an array of assets: [{ "data": "https://…" }].', ...whole };
  }
  const wrong = parsed.value.findIndex((entry: unknown) => typeof (entry as NewAsset | null)?.data !== 'string');
  return wrong < 0
    ? { ok: true, assets: parsed.value as NewAsset[] }
    : { ok: false, message: `Entry ${wrong} lacks "data", the address of its file.`, ...whole };
}
