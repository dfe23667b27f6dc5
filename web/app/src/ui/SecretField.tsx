import { ActionIcon, CopyButton, Group, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';

interface SecretFieldProps {
  label: string;
  description?: string;
  value: string;
  /** Shows dots until the eye is pressed. */
  isMasked?: boolean;
}

/** A value to copy; a secret one is masked until somebody asks to see it. */
export function SecretField({ label, description, value, isMasked = false }: SecretFieldProps) {
  const [isShown, setShown] = useState(!isMasked);
  const name = label.toLowerCase();
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        flex={1}
        label={label}
        description={description}
        value={isShown ? value : '•'.repeat(24)}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      {isMasked && (
        <Tooltip label={isShown ? `Hide ${name}` : `Show ${name}`}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={isShown ? `Hide ${name}` : `Show ${name}`}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
      <Copy value={value} name={name} />
    </Group>
  );
}

/** A button that copies. */
export function Copy({ value, name, size = 36 }: { value: string; name: string; size?: number }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${name}`}>
          <ActionIcon
            variant="default"
            size={size}
            onClick={copy}
            aria-label={`Copy ${name}`}
            color={copied ? 'teal' : 'gray'}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
