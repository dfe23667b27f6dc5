import { TOOLS } from '@limn/editor/tools/catalogue';
import { BRUSH_SIZES, type ToolOptions as Options, REFINE_SIZES, TOLERANCES } from '@limn/editor/tools/options';
import { NumberInput, SegmentedControl, Switch, Text } from '@mantine/core';
import { useEditor, useSession } from '../state/hooks';
import { PreviewButtons } from './PreviewButtons';
import classes from './ToolOptions.module.css';

type Switches = { [Name in keyof Options]: Options[Name] extends boolean ? Name : never }[keyof Options];

const switches: Readonly<Partial<Record<keyof Options, string>>> &
  Readonly<Record<Exclude<Switches, 'fastToolSelection'>, string>> = {
  snapping: 'Snap',
  topology: 'Shared borders',
  closedSpline: 'Closed',
  lasso: 'Magnetic',
  scissors: 'Cut',
  overwrite: 'Overwrite',
  eraser: 'Erase',
  pressure: 'Pen pressure',
  stickyStroke: 'Click to start and end',
  contiguous: 'Connected only',
};

const choices: Readonly<Partial<Record<keyof Options, readonly { value: string; label: string }[]>>> = {
  boxBy: [
    { value: 'corners', label: 'Corners' },
    { value: 'extremes', label: 'Extreme points' },
  ],
  rotatedBoxBy: [
    { value: 'corners', label: 'Corners' },
    { value: 'edge', label: 'Edge first' },
  ],
  circleBy: [
    { value: 'centre', label: 'Centre' },
    { value: 'rim', label: 'Rim' },
  ],
  brushShape: [
    { value: 'circle', label: 'Round' },
    { value: 'square', label: 'Square' },
  ],
  refineBy: [
    { value: 'grow', label: 'Grow' },
    { value: 'shrink', label: 'Shrink' },
    { value: 'smooth', label: 'Smooth' },
    { value: 'holes', label: 'Fill holes' },
    { value: 'specks', label: 'Remove specks' },
  ],
  measureAs: [
    { value: 'line', label: 'Length' },
    { value: 'angle', label: 'Angle' },
    { value: 'area', label: 'Area' },
  ],
};

const numbers: Readonly<Partial<Record<keyof Options, { label: string; least: number; most: number }>>> = {
  brushSize: { label: 'Size', ...BRUSH_SIZES },
  tolerance: { label: 'Tolerance', ...TOLERANCES },
  refineSize: { label: 'Pixels', ...REFINE_SIZES },
  gridStep: { label: 'Grid', least: 0, most: 10_000 },
};

/** The settings of the tool in use. */
export function ToolOptions() {
  const { editor } = useSession();
  const tool = useEditor((session) => session.editor.tool.id);
  const hasPixels = useSession().picture.readPixels !== undefined;
  const description = TOOLS.find(({ id }) => id === tool);
  const shown = (description?.options ?? []).filter((name) => name !== 'lasso' || hasPixels);
  return (
    <div className={classes.bar} role="toolbar" aria-label="Settings of the tool">
      <Text size="sm" fw={600} className={classes.name}>
        {description?.label}
      </Text>
      {(tool === 'brush' || tool === 'bucket') && <PaintBy tool={tool} />}
      {shown.map((name) => (
        <Option key={name} name={name} />
      ))}
      {description?.hasPreview && <PreviewButtons />}
      {description?.needsClass && (
        <Switch
          size="xs"
          label="Keep tool"
          checked={editor.options.fastToolSelection}
          onChange={(event) => editor.setOptions({ fastToolSelection: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

/** A painted class has two tools. */
function PaintBy({ tool }: { tool: 'brush' | 'bucket' }) {
  const { useTool: pick } = useSession().context.tools;
  return (
    <SegmentedControl
      size="xs"
      data={[
        { value: 'brush', label: 'Brush' },
        { value: 'bucket', label: 'Bucket' },
      ]}
      value={tool}
      onChange={pick}
      aria-label="Paint by"
    />
  );
}

function Option({ name }: { name: keyof Options }) {
  const { editor } = useSession();
  const value = useEditor((session) => session.editor.options[name]);
  const set = (next: unknown) => editor.setOptions({ [name]: next } as Partial<Options>);
  const choice = choices[name];
  if (choice) {
    return (
      <SegmentedControl
        size="xs"
        data={[...choice]}
        value={String(value)}
        onChange={set}
        aria-label={choice[0]?.label}
      />
    );
  }
  const number = numbers[name];
  if (number) {
    return (
      <NumberInput
        size="xs"
        w={110}
        aria-label={number.label}
        prefix={`${number.label} `}
        min={number.least}
        max={number.most}
        clampBehavior="strict"
        value={Number(value)}
        onChange={(next) => typeof next === 'number' && set(next)}
      />
    );
  }
  const label = switches[name];
  return label === undefined ? null : (
    <Switch size="xs" label={label} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />
  );
}
