import { ActionIcon, Checkbox, Group, Popover, Select, Slider, Stack, Text, Tooltip } from '@mantine/core';
import { IconLayersIntersect } from '@tabler/icons-react';
import { blends } from '../picture/BlendedPicture';
import type { ReferenceLayer } from '../session/Reference';
import { useCell, useSession } from '../state/hooks';
import { useCommand } from '../state/useCommand';

/** The pictures that may lie over the page; nothing where there are none. */
export function ReferenceButton() {
  const { reference } = useSession();
  const layers = useCell(reference.layers);
  const blink = useCommand('view.blink');
  if (layers.length === 0) {
    return null;
  }
  const isOn = layers.some(({ isVisible }) => isVisible);
  return (
    <Popover position="top-start" width={280} shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label="Reference pictures">
          <ActionIcon
            variant={isOn ? 'light' : 'subtle'}
            color={isOn ? undefined : 'gray'}
            size={28}
            aria-label="Reference pictures"
          >
            <IconLayersIntersect size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Reference pictures">
        <Stack gap="md">
          {layers.map((layer) => (
            <Layer key={layer.url} layer={layer} />
          ))}
          {blink?.key && (
            <Text size="xs" c="dimmed">
              Hold {blink.key} to see the picture without them.
            </Text>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Layer({ layer: { url, title, isVisible, opacity, blend } }: { layer: ReferenceLayer }) {
  const { reference } = useSession();
  return (
    <Stack gap={6}>
      <Checkbox
        size="xs"
        label={title}
        checked={isVisible}
        onChange={(event) => reference.change(url, { isVisible: event.currentTarget.checked })}
      />
      <Group gap="sm" wrap="nowrap">
        <Slider
          flex={1}
          size="sm"
          min={0}
          max={1}
          step={0.05}
          label={(value) => `${Math.round(100 * value)} %`}
          thumbLabel={`Opacity of ${title}`}
          disabled={!isVisible}
          value={opacity}
          onChange={(value) => reference.change(url, { opacity: value })}
        />
        <Select
          size="xs"
          w={104}
          aria-label={`How ${title} is blended`}
          allowDeselect={false}
          disabled={!isVisible}
          data={blends.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))}
          value={blend}
          comboboxProps={{ withinPortal: false }}
          onChange={(value) => reference.change(url, { blend: blends.find((one) => one === value) ?? 'normal' })}
        />
      </Group>
    </Stack>
  );
}
