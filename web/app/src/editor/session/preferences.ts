import type { Bindings } from '@limn/editor';
import { type Look, plainLook } from '@limn/editor/render/renderer';
import { defaultOptions, type ToolOptions } from '@limn/editor/tools/options';

// How somebody works in this browser; nothing of it belongs to a task.
const keys = { look: 'limn.editor.look', tools: 'limn.editor.tools', bindings: 'limn.editor.keys' };

export const startLook: Look = { ...plainLook, labels: 'hovered' };

export function readLook(): Look {
  return { ...startLook, ...read(keys.look) };
}

export function keepLook(look: Look): void {
  keep(keys.look, look);
}

export function readToolOptions(): ToolOptions {
  return { ...defaultOptions, ...read(keys.tools), eraser: false, scissors: false };
}

export function keepToolOptions(options: ToolOptions): void {
  keep(keys.tools, options);
}

export function readOwnBindings(): Bindings {
  return read(keys.bindings) as Bindings;
}

export function keepOwnBindings(bindings: Bindings): void {
  keep(keys.bindings, bindings);
}

function read(key: string): object {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function keep(key: string, value: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage: it holds for this visit.
  }
}
