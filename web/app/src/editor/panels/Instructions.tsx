import { Anchor, Image, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { Project } from '../../api/types';
import { Markdown } from '../../ui/Markdown';
import { useSession } from '../state/hooks';
import { Panel } from './Panel';

const picture = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

export function hasInstructions({ instructions, description }: Project): boolean {
  return Boolean(instructions || description);
}

/** How the project wants its tasks to be labelled. */
export function Instructions() {
  const { instructions, description } = useSession().project;
  return (
    <Panel title="Instructions" isTall>
      <Stack gap="sm" px="sm" pb="sm">
        {instructions && <File address={instructions} />}
        {description && (
          <Text size="sm" component="div">
            <Markdown text={description} />
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

/** A picture is shown here, anything else opens beside: other sites do not let themselves be shown in a page. */
function File({ address }: { address: string }) {
  const isPicture = picture.test(address.split(/[?#]/)[0] ?? '');
  return (
    <>
      {isPicture && <Image src={address} alt="Instructions of the project" radius="sm" />}
      <Anchor
        href={address}
        target="_blank"
        rel="noreferrer"
        size="sm"
        display="inline-flex"
        style={{ gap: '0.375rem' }}
      >
        <IconExternalLink size={16} aria-hidden />
        Open the instructions in a new tab
      </Anchor>
    </>
  );
}
