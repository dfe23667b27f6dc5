import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/json';

/** Where a JSON text is broken; line and column count from 1. */
export interface JsonMistake {
  message: string;
  from: number;
  to: number;
}

export type ParsedJson = { ok: true; value: unknown } | { ok: false; mistake: JsonMistake };

/** Reads JSON; a mistake is said by line and column, in the same words in every browser. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, mistake: findMistake(text) };
  }
}

/** Reads JSON that must be an object. */
export function parseJsonObject(text: string): ParsedJson {
  const parsed = parseJson(text);
  if (!parsed.ok || isObject(parsed.value)) {
    return parsed;
  }
  return { ok: false, mistake: { message: 'This must be a JSON object: { … }.', from: 0, to: text.length } };
}

/** The text in the usual layout; as it was when it is not JSON. */
export function formatJson(text: string): string {
  const parsed = parseJson(text);
  return parsed.ok ? JSON.stringify(parsed.value, null, 2) : text;
}

/** Which part of a JSON text a path such as `stages[2].next[0]` names; the part that exists where the path leads further. */
export function findPath(text: string, path: string): { from: number; to: number } {
  let node = parser.parse(text).topNode.firstChild;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    const next = node === null ? null : childAt(node, text, step);
    if (next === null) {
      break;
    }
    node = next;
  }
  return node === null ? { from: 0, to: 0 } : { from: node.from, to: node.to };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function findMistake(text: string): JsonMistake {
  const offset = firstErrorOffset(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const what =
    offset >= text.trimEnd().length ? 'The text ends too early' : `Unexpected ${JSON.stringify(text[offset])}`;
  return { message: `${what} at line ${line}, column ${column}.`, from: offset, to: Math.min(offset + 1, text.length) };
}

function firstErrorOffset(text: string): number {
  let offset = text.length;
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError && node.from < offset) {
        offset = node.from;
      }
    },
  });
  const rest = /\S/.exec(text.slice(offset));
  return offset + (rest?.index ?? 0);
}

function childAt(node: SyntaxNode, text: string, step: string): SyntaxNode | null {
  if (node.name === 'Array') {
    const values = children(node).filter((child) => /^(Object|Array|String|Number|True|False|Null)$/.test(child.name));
    return values[Number(step)] ?? null;
  }
  const property = children(node).find((child) => {
    const name = child.getChild('PropertyName');
    return name !== null && JSON.parse(text.slice(name.from, name.to)) === step;
  });
  return property?.lastChild ?? null;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    found.push(child);
  }
  return found;
}
