import type { Command } from './Command';
import type { EditorContext } from './EditorContext';

/** A command that was found. */
export interface FoundCommand {
  readonly command: Command;
  readonly canRun: boolean;
}

/** The commands that a text may mean, the likeliest first; of equally likely ones, those that can be run now. */
export function searchCommands(commands: readonly Command[], text: string, context: EditorContext): FoundCommand[] {
  const wanted = text.trim().toLowerCase();
  const found = commands.flatMap((command) => {
    const rank = rankOf(wanted, command);
    return rank === undefined ? [] : { command, rank, canRun: command.canRun(context) };
  });
  found.sort((one, other) => one.rank - other.rank || Number(other.canRun) - Number(one.canRun));
  return found.map(({ command, canRun }) => ({ command, canRun }));
}

function rankOf(wanted: string, { label, group }: Command): number | undefined {
  const text = `${label} ${group}`.toLowerCase();
  if (text.startsWith(wanted)) {
    return 0;
  }
  if (text.includes(` ${wanted}`)) {
    return 1;
  }
  if (wanted.split(/\s+/).every((word) => text.includes(word))) {
    return 2;
  }
  return isSubsequence(wanted.replaceAll(' ', ''), text) ? 3 : undefined;
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (const character of text) {
    at += character === wanted[at] ? 1 : 0;
  }
  return at === wanted.length;
}
