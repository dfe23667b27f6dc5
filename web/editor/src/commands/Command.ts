import type { EditorContext } from './EditorContext';

/** Where keys belong to a command, the narrowest first. */
export type Scope = 'text' | 'form' | 'tool' | 'editor' | 'global';

/** Headings of menus and of the help. */
export type CommandGroup =
  | 'Task'
  | 'Edit'
  | 'Classes'
  | 'Objects'
  | 'Tools'
  | 'Shapes'
  | 'View'
  | 'Pages'
  | 'Review'
  | 'Help';

/** Something that can be done: menus, keys, palette and help are made from the list of these. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  /** Keys by default, as `Mod+Shift+Z`; `Mod` is Cmd on macOS and Ctrl elsewhere. */
  readonly keys: readonly string[];
  readonly scope: Scope;
  /** Whether its keys also work while somebody types. */
  readonly worksInText?: boolean;
  /** Whether holding the key does it again and again. */
  readonly repeats?: boolean;
  canRun(context: EditorContext): boolean;
  run(context: EditorContext): void;
  /** For keys that are held: what happens when they are let go. */
  release?(context: EditorContext): void;
}

/** A command of the editor that can always be run, unless it says otherwise. */
export function command(more: Pick<Command, 'id' | 'label' | 'group' | 'run'> & Partial<Command>): Command {
  return { keys: [], scope: 'editor', canRun: () => true, ...more };
}
