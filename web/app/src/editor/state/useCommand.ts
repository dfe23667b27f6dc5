import { keyText } from '../session/platform';
import { useCell, useEditor, useSession, useVersion } from './hooks';

export interface UsableCommand {
  readonly label: string;
  /** Its first key, for people; undefined where it has none. */
  readonly key: string | undefined;
  readonly canRun: boolean;
  run(): void;
  /** A text with the key behind it. */
  tip(text: string): string;
}

/** A command for a button or a hint, with the key that it has now; undefined where there is no such command. */
export function useCommand(id: string): UsableCommand | undefined {
  const { commands, context, keymap, model } = useSession();
  const keys = useCell(keymap);
  useVersion(model.store);
  const command = commands.find((one) => one.id === id);
  const canRun = useEditor(() => command?.canRun(context) ?? false);
  if (!command) {
    return undefined;
  }
  const [chord] = keys.keysOf(command);
  const key = chord === undefined ? undefined : keyText(chord);
  return {
    label: command.label,
    key,
    canRun,
    run: () => command.canRun(context) && command.run(context),
    tip: (text) => (key === undefined ? text : `${text} (${key})`),
  };
}
