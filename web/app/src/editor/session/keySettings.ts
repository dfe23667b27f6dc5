import { type Bindings, type Command, Keymap, readBindings } from '@limn/editor';
import { platform } from './platform';

/** What somebody wants of the keyboard. */
export interface KeySettings {
  readonly preset: PresetName;
  /** Keys of single commands, before those of the preset. */
  readonly own: Bindings;
  /** Whether keys that write characters are shortcuts. */
  readonly usesCharacters: boolean;
}

export const startKeys: KeySettings = { preset: 'limn', own: {}, usesCharacters: true };

export const presetNames = ['limn', 'cvat', 'label-studio', 'left-hand'] as const;
export type PresetName = (typeof presetNames)[number];

export const presetLabels: Readonly<Record<PresetName, string>> = {
  limn: 'Limn, as in Ango Hub',
  cvat: 'As in CVAT',
  'label-studio': 'As in Label Studio',
  'left-hand': 'Left hand alone',
};

// What differs from the keys that commands bring along; commands whose keys are taken lose them.
const presets: Readonly<Record<PresetName, Bindings>> = {
  limn: {},
  cvat: {
    'object.lock': ['L'],
    'page.next': ['F'],
    'page.previous': ['D'],
    'view.fit': ['Alt+F'],
    'shape.join': ['J'],
    'tool.slice': ['Alt+J'],
    'help.shortcuts': ['F1', '?'],
  },
  'label-studio': {
    'task.skip': ['Mod+Space'],
    'object.hide': ['Alt+H'],
    'object.isolate': ['Alt+Shift+H'],
    'object.lock': ['Alt+L'],
    'edit.deleteAll': ['Mod+Backspace'],
    'edit.cancel': ['Escape', 'U'],
  },
  'left-hand': {
    'draw.finish': ['D', 'Enter'],
    'edit.delete': ['C', 'Delete', 'Backspace'],
    'object.next': ['Alt+S', 'Shift+ArrowDown'],
    'object.previous': ['Alt+W', 'Shift+ArrowUp'],
    'task.submit': ['Mod+Shift+S', 'Mod+Enter'],
  },
};

/** The keys of all commands under some settings. */
export function keymapOf(commands: readonly Command[], { preset, own, usesCharacters }: KeySettings): Keymap {
  return new Keymap({ commands, platform, project: presetBindings(commands, preset), own, usesCharacters });
}

/** Settings as they were kept, or as another version kept them. */
export function toKeySettings(kept: object): KeySettings {
  const { preset, own, usesCharacters } = kept as Partial<Record<keyof KeySettings, unknown>>;
  return {
    preset: presetNames.find((name) => name === preset) ?? 'limn',
    own: readBindings(JSON.stringify(own ?? {})) ?? {},
    usesCharacters: usesCharacters !== false,
  };
}

/** Settings from a file that somebody wrote; undefined if it holds something else. */
export function readKeyFile(text: string): KeySettings | undefined {
  try {
    const file: unknown = JSON.parse(text);
    const isSettings = typeof file === 'object' && file !== null && 'own' in file;
    return isSettings && readBindings(JSON.stringify(file.own)) !== undefined ? toKeySettings(file) : undefined;
  } catch {
    return undefined;
  }
}

function presetBindings(commands: readonly Command[], preset: PresetName): Bindings {
  return Object.entries(presets[preset]).reduce((own: Bindings, [id, keys]) => {
    const command = commands.find((one) => one.id === id);
    return (command && new Keymap({ commands, platform, own }).rebound(command, keys)) ?? own;
  }, {});
}
