import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconCloudUpload } from '@tabler/icons-react';
import { type DragEvent, useEffect, useState, useSyncExternalStore } from 'react';
import { useProject } from '../projects/project';
import { Section } from '../ui/Section';
import { BatchChoice } from './BatchChoice';
import { useAssetsChanged } from './queries';
import classes from './UploadFiles.module.css';
import { UploadProgress } from './UploadProgress';
import { UploadQueue } from './UploadQueue';
import { addAssets, uploadFile } from './upload';

/** Sends files of this computer to the server. */
export function UploadFiles() {
  const [batches, setBatches] = useState<string[]>([]);
  const [isOver, setOver] = useState(false);
  const [queue, setQueue] = useState<UploadQueue | null>(null);
  const start = useStartQueue(batches);

  function add(files: readonly File[]) {
    if (files.length > 0) {
      const present = queue?.isActive ? queue : start();
      setQueue(present);
      present.add(files);
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  }

  return (
    <Section title="Upload files" description="They are stored on this server.">
      <Stack>
        <section
          className={classes.zone}
          data-over={isOver || undefined}
          aria-label="Drop files here"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconCloudUpload size={32} stroke={1.4} aria-hidden />
          <Text c="dimmed">Drop files here, or</Text>
          <FileButton multiple onChange={add} inputProps={{ 'aria-label': 'Files to upload' }}>
            {(props) => (
              <Button variant="default" {...props}>
                Choose files
              </Button>
            )}
          </FileButton>
        </section>
        <BatchChoice label="Put them into batches" value={batches} onChange={setBatches} />
        {queue && <Progress queue={queue} />}
      </Stack>
    </Section>
  );
}

function useStartQueue(batches: readonly string[]): () => UploadQueue {
  const { _id: projectId } = useProject();
  const changed = useAssetsChanged(projectId);
  return () =>
    new UploadQueue({
      send: (file, onProgress, signal) => uploadFile(projectId, file, onProgress, signal),
      register: async (assets) => {
        await addAssets(projectId, assets, batches);
        await changed();
      },
    });
}

function Progress({ queue }: { queue: UploadQueue }) {
  const uploads = useSyncExternalStore(queue.onChange, () => queue.uploads);
  const isActive = queue.isActive;
  useEffect(() => {
    if (!isActive) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isActive]);
  return (
    <UploadProgress
      uploads={uploads}
      onCancel={() => queue.cancel()}
      onClear={() => queue.clear()}
      isActive={isActive}
    />
  );
}
