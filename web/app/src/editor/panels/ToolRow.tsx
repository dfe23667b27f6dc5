import { TOOLS, type ToolDescription } from '@limn/editor/tools/catalogue';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import type { Side } from '../shell/useSides';
import { useCanChange, useEditor, useSession } from '../state/hooks';
import { useCommand } from '../state/useCommand';
import classes from './ToolRow.module.css';
import { toolIcon } from './toolIcons';

/** Tools that change nothing. */
const harmless = new Set(['select', 'measure', 'issue']);

/** Tools that need no class, and the way back; in a column while the side is closed. */
export function ToolRow({ side }: { side: Side }) {
  const canChange = useCanChange();
  const tools = TOOLS.filter(({ needsClass }) => !needsClass);
  const free = canChange ? tools : tools.filter(({ id }) => harmless.has(id));
  const label = side.isOpen ? 'Hide the classes' : 'Show the classes';
  return (
    <div
      className={classes.row}
      data-closed={!side.isOpen || undefined}
      role="toolbar"
      aria-label="Tools"
      aria-orientation={side.isOpen ? 'horizontal' : 'vertical'}
    >
      {free.map((tool) => (
        <ToolButton key={tool.id} tool={tool} />
      ))}
      <span className={classes.gap} />
      <Tooltip label={label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={27}
          aria-label={label}
          aria-expanded={side.isOpen}
          onClick={side.toggle}
        >
          {side.isOpen ? <IconLayoutSidebarLeftCollapse size={17} /> : <IconLayoutSidebarLeftExpand size={17} />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function ToolButton({ tool: { id, label } }: { tool: ToolDescription }) {
  const { context } = useSession();
  const isChosen = useEditor((session) => session.editor.tool.id === id);
  const command = useCommand(id === 'issue' ? 'issue.pin' : `tool.${id}`);
  const Icon = toolIcon(id);
  const { useTool: pick } = context.tools;
  return (
    <Tooltip label={command?.tip(label) ?? label}>
      <ActionIcon
        size={27}
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
