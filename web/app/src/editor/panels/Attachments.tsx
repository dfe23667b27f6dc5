import { Anchor, Image, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useSession } from '../state/hooks';
import { Panel } from './Panel';
import { type Attachment, attachmentsOf } from './readAttachments';

/** What belongs to the asset and is no part of it. */
export function Attachments() {
  const attachments = useAttachments();
  return (
    <Panel title={`Attachments (${attachments.length})`} isTall>
      <Stack component="ul" gap="md" px="sm" pb="sm" m={0} style={{ listStyle: 'none' }}>
        {attachments.map((attachment, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and their order stays
          <li key={at}>
            <Shown attachment={attachment} name={`Attachment ${at + 1}`} />
          </li>
        ))}
      </Stack>
    </Panel>
  );
}

export function useAttachments(): readonly Attachment[] {
  const { attachments } = useSession().task.asset;
  return useMemo(() => attachmentsOf(attachments), [attachments]);
}

function Shown({ attachment: { type, value }, name }: { attachment: Attachment; name: string }) {
  if (type === 'TEXT') {
    return (
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {value}
      </Text>
    );
  }
  return (
    <Anchor href={value} target="_blank" rel="noreferrer" size="sm" aria-label={`${name}, opens in a new tab`}>
      {type === 'IMAGE' ? <Image src={value} alt={name} radius="sm" /> : `Video: ${value.split('/').at(-1)}`}
    </Anchor>
  );
}
