import { TOOLS, type ToolDescription } from '@limn/editor/tools/catalogue';
import { ActionIcon, Tooltip } from '@mantine/core';
import { keyText } from '../session/platform';
import { useCell, useEditor, useSession } from '../state/hooks';
import classes from './ToolRow.module.css';
import { toolIcon } from './toolIcons';

/** Tools that change nothing. */
const harmless = new Set(['select', 'measure', 'issue']);

/** Tools that need no class. */
export function ToolRow() {
  const { model } = useSession();
  const tools = TOOLS.filter(({ needsClass }) => !needsClass);
  const free = model.canChange ? tools : tools.filter(({ id }) => harmless.has(id));
  return (
    <div className={classes.row} role="toolbar" aria-label="Tools">
      {free.map((tool) => (
        <ToolButton key={tool.id} tool={tool} />
      ))}
    </div>
  );
}

function ToolButton({ tool: { id, label } }: { tool: ToolDescription }) {
  const { context, commands, keymap } = useSession();
  const isChosen = useEditor((session) => session.editor.tool.id === id);
  const keys = useCell(keymap);
  const command = commands.find((one) => one.id === (id === 'issue' ? 'issue.pin' : `tool.${id}`));
  const [key] = command ? keys.keysOf(command) : [];
  const Icon = toolIcon(id);
  const { useTool: pick } = context.tools;
  return (
    <Tooltip label={key ? `${label} (${keyText(key)})` : label}>
      <ActionIcon
        size={30}
        variant={isChosen ? 'light' : 'subtle'}
        color={isChosen ? undefined : 'gray'}
        aria-label={label}
        aria-pressed={isChosen}
        onClick={() => pick(id)}
      >
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
