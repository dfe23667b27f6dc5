import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewAsset } from '../api/types';
import { useProject } from '../projects/project';
import { FormError } from '../ui/FormDialog';
import { formatPlural } from '../ui/format';
import { Section } from '../ui/Section';
import { toast } from '../ui/toast';
import { BatchChoice } from './BatchChoice';
import { useAssetsChanged } from './queries';
import { parseReferences } from './references';
import { addAssets } from './upload';

const example = 'https://example.org/a.jpg\nhttps://example.org/b.jpg';

/** Adds files that lie elsewhere by their addresses; nothing is copied. */
export function AddReferences() {
  const { _id: projectId } = useProject();
  const changed = useAssetsChanged(projectId);
  const [text, setText] = useState('');
  const [batches, setBatches] = useState<string[]>([]);
  const parsed = parseReferences(text);
  const add = useMutation({
    mutationFn: (assets: NewAsset[]) => addAssets(projectId, assets, batches),
    onSuccess: async (count) => {
      setText('');
      toast(`${formatPlural(count, 'asset')} added.`);
      await changed();
    },
  });
  const count = parsed.ok ? parsed.assets.length : 0;
  return (
    <Section
      title="Add by reference"
      description={
        <>
          One address a line, or a JSON array of assets as <code>POST /v2/project/…/cloud</code> takes it.
        </>
      }
    >
      <Stack>
        <Textarea
          aria-label="Addresses or JSON"
          placeholder={example}
          autosize
          minRows={5}
          maxRows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={parsed.ok ? null : parsed.message}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          spellCheck={false}
        />
        <BatchChoice label="Put them into batches" value={batches} onChange={setBatches} />
        {add.error && <FormError error={add.error} />}
        <Group>
          <Button
            variant="default"
            disabled={count === 0}
            loading={add.isPending}
            onClick={() => parsed.ok && add.mutate(parsed.assets)}
          >
            {count === 0 ? 'Add assets' : `Add ${formatPlural(count, 'asset')}`}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
