import { type Look, plainLook } from '@limn/editor/render/renderer';
import { defaultOptions, type ToolOptions } from '@limn/editor/tools/options';
import { type KeySettings, toKeySettings } from './keySettings';
import { type Layout, startLayout } from './Layout';
import { type PaletteName, paletteNames } from './palettes';

// How somebody works in this browser; nothing of it belongs to a task.
const keys = {
  look: 'limn.editor.look',
  tools: 'limn.editor.tools',
  bindings: 'limn.editor.keys',
  palette: 'limn.editor.palette',
  layout: 'limn.editor.layout',
};

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

export function readLayout(): Layout {
  return { ...startLayout, ...read(keys.layout) };
}

export function keepLayout(layout: Layout): void {
  keep(keys.layout, layout);
}

export function readPalette(): PaletteName {
  const { name } = read(keys.palette) as { name?: PaletteName };
  return paletteNames.find((one) => one === name) ?? 'project';
}

export function keepPalette(name: PaletteName): void {
  keep(keys.palette, { name });
}

export function readKeys(): KeySettings {
  return toKeySettings(read(keys.bindings));
}

export function keepKeys(settings: KeySettings): void {
  keep(keys.bindings, settings);
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
