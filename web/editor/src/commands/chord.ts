/** What a keyboard event says, of `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
  readonly repeat?: boolean;
  /** Whether AltGr is held, which writes characters. */
  readonly altGraph?: boolean;
}

export type Platform = 'mac' | 'other';

const order = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const;

// The characters of a US keyboard on keys whose characters differ elsewhere.
const symbols: Readonly<Record<string, string>> = {
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
};

/** A chord with its modifiers in order and its letter as a capital, so that equal chords are equal texts. */
export function normalChord(chord: string): string {
  const parts = chord.split(/\+(?!$)/);
  const key = parts.pop() ?? '';
  const held = order.filter((modifier) => parts.includes(modifier));
  return [...held, key.length === 1 ? key.toUpperCase() : key].join('+');
}

/**
 * The chords that a press may be meant as, the likeliest first. Letters are what the layout writes if it writes Latin
 * ones, else what the key has on a US keyboard; digits are keys; symbols are either.
 */
export function chordsOf(press: KeyPress, platform: Platform): string[] {
  const { code, shiftKey = false } = press;
  const held = heldBy(press, platform);
  if (press.altGraph && press.key.length === 1) {
    return written(press, held);
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) {
    return unique([chord(held, shiftKey, digit), ...written(press, held)]);
  }
  const letter = letterOf(press);
  if (letter) {
    return [chord(held, shiftKey, letter)];
  }
  if (press.key.length > 1) {
    return [chord(held, shiftKey, press.key)];
  }
  if (press.key === ' ') {
    return [chord(held, shiftKey, 'Space')];
  }
  const symbol = symbols[code];
  return unique([...(symbol ? [chord(held, shiftKey, symbol)] : []), ...written(press, held)]);
}

/** A chord for people. */
export function chordText(text: string, platform: Platform): string {
  const parts = normalChord(text).split(/\+(?!$)/);
  return platform === 'mac'
    ? parts.map((part) => macNames[part] ?? names[part] ?? part).join('')
    : parts.map((part) => otherNames[part] ?? names[part] ?? part).join('+');
}

/** Whether a chord writes a character when it is typed. */
export function isCharacter(text: string): boolean {
  const parts = normalChord(text).split(/\+(?!$)/);
  return parts.at(-1)?.length === 1 && parts.slice(0, -1).every((modifier) => modifier === 'Shift');
}

/** Whether browsers or systems keep a chord for themselves. */
export function isReserved(text: string): boolean {
  return /^Mod\+(?:[TNW1-9]|Tab|Shift\+[TNWI])$|^Ctrl\+Tab$|^F12$|^Alt\+F4$/.test(normalChord(text));
}

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};
const macNames: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Backspace: '⌫',
};
const otherNames: Readonly<Record<string, string>> = { Mod: 'Ctrl' };

function heldBy({ ctrlKey, metaKey, altKey, altGraph }: KeyPress, platform: Platform): string[] {
  if (altGraph) {
    return [];
  }
  const [mod, control] = platform === 'mac' ? [metaKey, ctrlKey] : [ctrlKey, false];
  return [...(mod ? ['Mod'] : []), ...(control ? ['Ctrl'] : []), ...(altKey ? ['Alt'] : [])];
}

function letterOf({ key, code }: KeyPress): string | undefined {
  if (/^[a-z]$/i.test(key)) {
    return key.toUpperCase();
  }
  // Letters of other scripts, and what Alt makes of letters on macOS.
  return /^Key([A-Z])$/.exec(code)?.[1];
}

/** A written character needs no Shift to be named: `?` is `?` wherever the layout has it. */
function written({ key }: KeyPress, held: readonly string[]): string[] {
  return key.length === 1 ? [chord(held, false, key)] : [];
}

function chord(held: readonly string[], isShifted: boolean, key: string): string {
  return normalChord([...held, ...(isShifted ? ['Shift'] : []), key].join('+'));
}

function unique(chords: readonly string[]): string[] {
  return [...new Set(chords)];
}
