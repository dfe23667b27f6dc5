import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Stage } from '../api/types';
import { JsonEditor } from '../json/JsonEditor';
import { useJsonDraft } from '../json/useJsonDraft';
import { useProject } from '../projects/project';
import { useUpdateProject } from '../projects/queries';
import { FormError } from '../ui/FormDialog';
import { Section } from '../ui/Section';
import { toast } from '../ui/toast';
import { stageColor, stageName } from './stages';

/** The stages that tasks pass through. */
export function WorkflowPage() {
  const project = useProject();
  const update = useUpdateProject(project._id);
  const draft = useJsonDraft(project.stages, update.error, 'stages');

  function save() {
    if (draft.parsed.ok) {
      update.mutate({ stages: draft.parsed.value }, { onSuccess: () => toast('The workflow is saved.') });
    }
  }

  return (
    <Stack gap="lg">
      <Section
        title="Workflow"
        description="Each task stands in one stage and moves on when the work of the stage is done."
      >
        <StagesTable stages={project.stages} />
      </Section>
      <Section
        title="Stages as JSON"
        description="The order of next has a meaning: a review sends accepted tasks to the first stage and rejected ones to the second."
      >
        <Stack>
          <JsonEditor
            label="Stages"
            value={draft.text}
            onChange={draft.setText}
            problems={draft.problems}
            minHeight="16rem"
            maxHeight="60vh"
          />
          {update.error && <FormError error={update.error} />}
          <Group>
            <Button onClick={save} disabled={!draft.parsed.ok || !draft.isChanged} loading={update.isPending}>
              Save workflow
            </Button>
          </Group>
        </Stack>
      </Section>
    </Stack>
  );
}

function StagesTable({ stages }: { stages: readonly Stage[] }) {
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Stage</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Next</Table.Th>
            <Table.Th>Assigned to</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stages.map((stage) => (
            <Table.Tr key={stage.id}>
              <Table.Td fw={600}>{stage.name}</Table.Td>
              <Table.Td>
                <Badge color={stageColor(stage.type)}>{stage.type}</Badge>
              </Table.Td>
              <Table.Td>
                <Next stage={stage} stages={stages} />
              </Table.Td>
              <Table.Td c="dimmed">
                {stage.assignedTo?.length ? stage.assignedTo.join(', ') : 'Everybody in the role'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Next({ stage, stages }: { stage: Stage; stages: readonly Stage[] }) {
  const next = stage.next ?? [];
  if (next.length === 0) {
    return <Text c="dimmed">Ends here</Text>;
  }
  if (stage.type !== 'Review') {
    return next.map((id) => stageName(stages, id)).join(', ');
  }
  const outcomes = ['accepted', 'rejected'];
  return next.map((id, index) => (
    <Fragment key={outcomes[index] ?? id}>
      {index > 0 && ' · '}
      <Text span c="dimmed">
        {outcomes[index]}
      </Text>{' '}
      {stageName(stages, id)}
    </Fragment>
  ));
}
