import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { JsonEditor } from '../json/JsonEditor';
import { useJsonDraft } from '../json/useJsonDraft';
import { useProject } from '../projects/project';
import { useUpdateProject } from '../projects/queries';
import { FormError } from '../ui/FormDialog';
import { Section } from '../ui/Section';
import { toast } from '../ui/toast';
import { SchemaForm } from './SchemaForm';
import { isSchema } from './schemaDraft';

/** What can be annotated: the classes of the project, as a form or as the JSON that scripts send. */
export function SchemaPage() {
  const project = useProject();
  const update = useUpdateProject(project._id);
  const draft = useJsonDraft(project.categorySchema, update.error, 'categorySchema.');
  const [view, setView] = useState('form');
  const schema = draft.parsed.ok && isSchema(draft.parsed.value) ? draft.parsed.value : null;

  function save() {
    if (draft.parsed.ok) {
      update.mutate({ categorySchema: draft.parsed.value }, { onSuccess: () => toast('The schema is saved.') });
    }
  }

  return (
    <Section
      title="Category schema"
      description="The classes that labelers choose from. Answers name a class by its schema id, so titles can change."
      actions={
        <SegmentedControl
          aria-label="View"
          value={view}
          onChange={setView}
          data={[
            { value: 'form', label: 'Form' },
            { value: 'json', label: 'JSON' },
          ]}
        />
      }
    >
      <Stack>
        {view === 'json' ? (
          <JsonEditor
            label="Schema"
            value={draft.text}
            onChange={draft.setText}
            problems={draft.problems}
            minHeight="20rem"
            maxHeight="60vh"
          />
        ) : schema ? (
          <SchemaForm schema={schema} onChange={(next) => draft.setText(JSON.stringify(next, null, 2))} />
        ) : (
          <Text c="dimmed">The JSON does not have the form of a schema now, so only the JSON view can show it.</Text>
        )}
        {update.error && <FormError error={update.error} />}
        <Group gap="sm">
          <Button onClick={save} disabled={!draft.parsed.ok || !draft.isChanged} loading={update.isPending}>
            Save schema
          </Button>
          {draft.isChanged && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => draft.setText(JSON.stringify(project.categorySchema, null, 2))}
            >
              Discard changes
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}
