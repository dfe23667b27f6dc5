import { Button, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { FinishedExport } from '../api/types';
import { useProject } from '../projects/project';
import { formatBytes, formatCount } from '../ui/format';
import { Loaded } from '../ui/Loaded';
import { Rows } from '../ui/Rows';
import { Section } from '../ui/Section';
import { Time } from '../ui/Time';
import { stageName } from '../workflow/stages';
import { exportsQuery } from './queries';

export function ExportList() {
  const { _id: projectId } = useProject();
  const query = useQuery(exportsQuery(projectId));
  return (
    <Section title="Finished exports">
      <Loaded query={query} skeleton={<Rows count={3} />}>
        {(exports) => (exports.length === 0 ? <Text c="dimmed">None yet.</Text> : <ExportTable exports={exports} />)}
      </Loaded>
    </Section>
  );
}

function ExportTable({ exports }: { exports: FinishedExport[] }) {
  const { stages } = useProject();
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Made</Table.Th>
            <Table.Th>Stages</Table.Th>
            <Table.Th>Format</Table.Th>
            <Table.Th ta="right">Tasks</Table.Th>
            <Table.Th ta="right">Size</Table.Th>
            <Table.Th>By</Table.Th>
            <Table.Th>
              <span className="visually-hidden">Download</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {exports.map((item) => (
            <Table.Tr key={item.id}>
              <Table.Td>
                <Time value={item.createdAt} />
              </Table.Td>
              <Table.Td>{item.options.stage?.map((id) => stageName(stages, id)).join(', ') || 'All'}</Table.Td>
              <Table.Td>{(item.options.format ?? 'Json').toUpperCase()}</Table.Td>
              <Table.Td ta="right">{formatCount(item.taskCount)}</Table.Td>
              <Table.Td ta="right">{formatBytes(item.size)}</Table.Td>
              <Table.Td>{item.createdBy}</Table.Td>
              <Table.Td ta="right">
                <Button
                  component="a"
                  href={item.downloadUrl}
                  download
                  size="xs"
                  variant="light"
                  leftSection={<IconDownload size={14} />}
                >
                  Download
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
