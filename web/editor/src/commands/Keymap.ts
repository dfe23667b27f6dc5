import type { Command, Scope } from './Command';
import { chordsOf, isCharacter, isReserved, type KeyPress, normalChord, type Platform } from './chord';

/** Keys by the id of the command; an empty list takes a command's keys away. */
export type Bindings = Readonly<Record<string, readonly string[]>>;

/** Which scopes the focus is in. */
export interface Focus {
  /** A field in which text is typed. */
  readonly isText: boolean;
  /** An open form or menu. */
  readonly isForm: boolean;
  /** Something is being drawn. */
  readonly isDrawing: boolean;
  /** Anywhere in the editor. */
  readonly isEditor: boolean;
}

export interface KeymapOptions {
  readonly commands: readonly Command[];
  readonly platform: Platform;
  /** What the project says. */
  readonly project?: Bindings;
  /** What this person says; goes before the project. */
  readonly own?: Bindings;
  /** Whether keys that write characters are shortcuts; some people and programs need them not to be. Default true. */
  readonly usesCharacters?: boolean;
}

/** Finds the command that a key press means. */
export class Keymap {
  private readonly options: KeymapOptions;
  private readonly byChord = new Map<string, Command[]>();

  constructor(options: KeymapOptions) {
    this.options = options;
    for (const command of options.commands) {
      for (const key of this.keysOf(command)) {
        const chord = normalChord(key);
        this.byChord.set(chord, [...(this.byChord.get(chord) ?? []), command]);
      }
    }
  }

  /** The keys of a command. */
  keysOf({ id, keys }: Command): readonly string[] {
    return this.options.own?.[id] ?? this.options.project?.[id] ?? keys;
  }

  /** The command of the narrowest scope that has the key; undefined if the key means nothing here. */
  resolve(press: KeyPress, focus: Focus): Command | undefined {
    const chords = chordsOf(press, this.options.platform).filter((chord) => this.isUsed(chord));
    for (const scope of scopesOf(focus)) {
      for (const chord of chords) {
        const found = this.find(chord, scope, focus);
        if (found && (!press.repeat || found.repeats)) {
          return found;
        }
      }
    }
    return undefined;
  }

  /** The other commands that a chord would start in the same scope. */
  conflicts(command: Command, key: string): readonly Command[] {
    const others = this.byChord.get(normalChord(key)) ?? [];
    return others.filter((other) => other.id !== command.id && other.scope === command.scope);
  }

  /**
   * This person's keys after a command gets others; commands that had them lose them. Undefined if the browser keeps
   * one of the keys for itself.
   */
  rebound(command: Command, keys: readonly string[]): Bindings | undefined {
    if (keys.some(isReserved)) {
      return undefined;
    }
    const taken = new Set(keys.map(normalChord));
    const losing = keys.flatMap((key) => this.conflicts(command, key));
    const lost = losing.map((other) => [other.id, this.keysOf(other).filter((key) => !taken.has(normalChord(key)))]);
    return { ...this.options.own, ...Object.fromEntries(lost), [command.id]: [...taken] };
  }

  private isUsed(chord: string): boolean {
    return this.options.usesCharacters !== false || !isCharacter(chord);
  }

  private find(chord: string, scope: Scope, focus: Focus): Command | undefined {
    const found = (this.byChord.get(chord) ?? []).filter((command) => {
      return command.scope === scope && (!focus.isText || scope === 'text' || command.worksInText === true);
    });
    const own = found.find(({ id }) => this.options.own?.[id] !== undefined);
    return own ?? found[0];
  }
}

function scopesOf({ isText, isForm, isDrawing, isEditor }: Focus): Scope[] {
  const scopes: [Scope, boolean][] = [
    ['text', isText],
    ['form', isForm],
    ['tool', isDrawing && !isText && !isForm],
    ['editor', isEditor],
    ['global', true],
  ];
  return scopes.filter(([, isActive]) => isActive).map(([scope]) => scope);
}

/** Reads keys that somebody wrote to a file; undefined if it holds something else. */
export function readBindings(text: string): Bindings | undefined {
  try {
    const bindings: unknown = JSON.parse(text);
    const isWhole = typeof bindings === 'object' && bindings !== null && Object.values(bindings).every(isKeyList);
    return isWhole && !Array.isArray(bindings) ? (bindings as Bindings) : undefined;
  } catch {
    return undefined;
  }
}

function isKeyList(keys: unknown): boolean {
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string' && !isReserved(key));
}
