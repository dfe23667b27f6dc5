import { SimpleGrid, Stack } from '@mantine/core';
import { isManager, useProject } from '../projects/project';
import { AddReferences } from './AddReferences';
import { AssetList } from './AssetList';
import { UploadFiles } from './UploadFiles';

/** What there is to label, and two ways to add more. */
export function AssetsPage() {
  const project = useProject();
  return (
    <Stack gap="lg">
      {isManager(project) && (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <UploadFiles />
          <AddReferences />
        </SimpleGrid>
      )}
      <AssetList />
    </Stack>
  );
}
