import { Badge, Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import type { Asset } from '../api/types';
import { isManager, useProject } from '../projects/project';
import { confirm } from '../ui/confirm';
import { EmptyState } from '../ui/EmptyState';
import { formatPlural } from '../ui/format';
import { Loaded } from '../ui/Loaded';
import { TextLink } from '../ui/links';
import { Pager } from '../ui/Pager';
import { Rows } from '../ui/Rows';
import { Section } from '../ui/Section';
import { Time } from '../ui/Time';
import { toast, toastError } from '../ui/toast';
import { stageName } from '../workflow/stages';
import { assetsPageSize, assetsQuery, useAssetsChanged } from './queries';

const route = getRouteApi('/signedIn/projects/$projectId/assets');

export function AssetList() {
  const project = useProject();
  const { page = 1 } = route.useSearch();
  const navigate = useNavigate({ from: '/projects/$projectId/assets' });
  const query = useQuery(assetsQuery(project._id, page));
  const [selected, setSelected] = useState<readonly string[]>([]);
  return (
    <Section
      title="Assets"
      actions={selected.length > 0 && <DeleteButton selected={selected} onDone={() => setSelected([])} />}
    >
      <Loaded query={query} skeleton={<Rows />}>
        {({ assets, total }) =>
          total === 0 ? (
            <EmptyState icon={IconPhoto} title="No assets yet">
              Upload files or add addresses above.
            </EmptyState>
          ) : (
            <Stack gap={0}>
              <AssetTable assets={assets} selected={selected} onSelect={setSelected} />
              <Pager
                page={page}
                limit={assetsPageSize}
                total={total}
                onChange={(next) => void navigate({ search: { page: next.page > 1 ? next.page : undefined } })}
              />
            </Stack>
          )
        }
      </Loaded>
    </Section>
  );
}

function DeleteButton({ selected, onDone }: { selected: readonly string[]; onDone: () => void }) {
  const { _id: projectId } = useProject();
  const changed = useAssetsChanged(projectId);
  const remove = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/v2/project/{projectId}/assets', {
          params: { path: { projectId } },
          body: { project: projectId, assets: [...selected] },
        }),
      ),
    onSuccess: async ({ assets }) => {
      onDone();
      toast(`${formatPlural(assets, 'asset')} deleted.`);
      await changed();
    },
    onError: (error) => toastError(error),
  });
  return (
    <Button
      color="red"
      variant="light"
      size="xs"
      leftSection={<IconTrash size={14} />}
      loading={remove.isPending}
      onClick={() =>
        confirm({
          title: `Delete ${formatPlural(selected.length, 'asset')}?`,
          message: 'Their tasks and answers are deleted with them.',
          action: 'Delete',
          onConfirm: () => remove.mutate(),
        })
      }
    >
      Delete {formatPlural(selected.length, 'asset')}
    </Button>
  );
}

interface AssetTableProps {
  assets: readonly Asset[];
  selected: readonly string[];
  onSelect: (selected: readonly string[]) => void;
}

function AssetTable({ assets, selected, onSelect }: AssetTableProps) {
  const project = useProject();
  const canSelect = isManager(project);
  const isAll = assets.length > 0 && assets.every((asset) => selected.includes(asset._id));
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {canSelect && (
              <Table.Th w={44}>
                <Checkbox
                  aria-label="Select all on this page"
                  checked={isAll}
                  indeterminate={!isAll && selected.length > 0}
                  onChange={() => onSelect(isAll ? [] : assets.map((asset) => asset._id))}
                />
              </Table.Th>
            )}
            <Table.Th>External id</Table.Th>
            <Table.Th>Batches</Table.Th>
            <Table.Th>Stage</Table.Th>
            <Table.Th>Added by</Table.Th>
            <Table.Th>Added</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {assets.map((asset) => (
            <AssetRow
              key={asset._id}
              asset={asset}
              isSelected={canSelect ? selected.includes(asset._id) : null}
              onToggle={(isOn) => onSelect(isOn ? [...selected, asset._id] : selected.filter((id) => id !== asset._id))}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface AssetRowProps {
  asset: Asset;
  /** Null where nothing can be selected. */
  isSelected: boolean | null;
  onToggle: (isOn: boolean) => void;
}

function AssetRow({ asset, isSelected, onToggle }: AssetRowProps) {
  const project = useProject();
  const task = asset.labelTasks[0];
  return (
    <Table.Tr>
      {isSelected !== null && (
        <Table.Td>
          <Checkbox
            aria-label={`Select ${asset.externalId}`}
            checked={isSelected}
            onChange={(event) => onToggle(event.currentTarget.checked)}
          />
        </Table.Td>
      )}
      <Table.Td maw={360} style={{ overflowWrap: 'anywhere' }}>
        {task ? (
          <TextLink
            to="/projects/$projectId/tasks/$taskId"
            params={{ projectId: project._id, taskId: task._id }}
            c="inherit"
            fw={500}
          >
            {asset.externalId}
          </TextLink>
        ) : (
          asset.externalId
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {asset.batches.map((id) => (
            <Badge key={id} color="gray" variant="outline">
              {project.batches.find((batch) => batch._id === id)?.name ?? id}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>{task && stageName(project.stages, task.stage)}</Table.Td>
      <Table.Td>
        <Text truncate maw={200}>
          {asset.createdBy}
        </Text>
      </Table.Td>
      <Table.Td c="dimmed">
        <Time value={asset.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
