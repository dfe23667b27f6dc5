import { ActionIcon, Button, Group, Popover, Select, Slider, Stack, Switch, Text, Tooltip } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useId } from 'react';
import { paletteLabels, paletteNames } from '../session/palettes';
import { useCell, useSession } from '../state/hooks';

const sliders = [
  { name: 'brightness', label: 'Brightness', min: -1, max: 1, step: 0.02 },
  { name: 'contrast', label: 'Contrast', min: 0.1, max: 4, step: 0.05 },
  { name: 'gamma', label: 'Gamma', min: 0.2, max: 4, step: 0.05 },
  { name: 'opacity', label: 'Fill of objects', min: 0, max: 1, step: 0.05 },
  { name: 'strokeWidth', label: 'Width of lines', min: 0.5, max: 5, step: 0.5 },
] as const;

/** How the picture and the objects look; nothing of it is stored with the task. */
export function LookButton() {
  const { look, palette, context } = useSession();
  const value = useCell(look);
  const name = useCell(palette);
  return (
    <Popover position="top-start" width={280} shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label="Brightness, contrast and more">
          <ActionIcon variant="subtle" color="gray" size={28} aria-label="Brightness, contrast and more">
            <IconAdjustments size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Look of the picture">
        <Stack gap="sm">
          {sliders.map((slider) => (
            <LookSlider key={slider.name} {...slider} value={value[slider.name]} />
          ))}
          <Switch
            size="xs"
            label="Smooth when enlarged"
            checked={value.smoothing}
            onChange={(event) => look.merge({ smoothing: event.currentTarget.checked })}
          />
          <Switch
            size="xs"
            label="Invert"
            checked={value.invert}
            onChange={(event) => look.merge({ invert: event.currentTarget.checked })}
          />
          <Select
            size="xs"
            label="Colours of classes"
            allowDeselect={false}
            data={paletteNames.map((name) => ({ value: name, label: paletteLabels[name] }))}
            value={name}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => palette.set(paletteNames.find((one) => one === next) ?? 'project')}
          />
          <Button size="xs" variant="default" onClick={() => context.view.resetLook()}>
            Reset
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type LookSliderProps = (typeof sliders)[number] & { value: number };

function LookSlider({ name, label, value, ...range }: LookSliderProps) {
  const { look } = useSession();
  const id = useId();
  return (
    <div>
      <Group justify="space-between">
        <Text size="xs" id={id}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {value.toFixed(2)}
        </Text>
      </Group>
      <Slider
        size="sm"
        label={null}
        thumbProps={{ 'aria-labelledby': id }}
        {...range}
        value={value}
        onChange={(next) => look.merge({ [name]: next })}
      />
    </div>
  );
}
