import { Button, Checkbox, Modal, MultiSelect, Stack } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, unwrap } from '../../api/client';
import type { ProjectPlugin, RunSettings } from '../../api/types';
import { BatchChoice } from '../../assets/BatchChoice';
import { serverQuery } from '../../exports/queries';
import { JsonEditor } from '../../json/JsonEditor';
import { formatJson, parseJsonObject } from '../../json/jsonText';
import { useProject } from '../../projects/project';
import { DialogFooter } from '../../ui/DialogFooter';
import { FormError } from '../../ui/FormDialog';
import { Markdown } from '../../ui/Markdown';
import { ReasonTooltip } from '../../ui/ReasonTooltip';
import { toast } from '../../ui/toast';
import { notRunnable } from '../pluginTypes';
import { Presets } from './Presets';

/** Asks with what a plugin shall be run, runs it, and goes to the run's log. */
export function RunDialog({ item, onClose }: { item: ProjectPlugin; onClose: () => void }) {
  const { plugin } = item;
  const project = useProject();
  const navigate = useNavigate();
  const [settings, setSettings] = useState<RunSettings>(() => firstSettings(item));
  const config = parseJsonObject(settings.configJSON);
  const set = (change: Partial<RunSettings>) => setSettings({ ...settings, ...change });
  const run = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v2/project/{projectId}/plugins/{pluginId}/run', {
          params: { path: { projectId: project._id, pluginId: plugin._id } },
          body: settings,
        }),
      ),
    onSuccess: async ({ session }) => {
      toast(`${plugin.name} is running.`);
      await navigate({ to: '/plugin-sessions/$sessionId', params: { sessionId: session._id } });
    },
  });
  const hindrance = notRunnable(plugin);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (config.ok && hindrance === null) {
      run.mutate();
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Run ${plugin.name}`} size="lg">
      <form onSubmit={submit}>
        <Stack>
          {plugin.details && <Markdown text={plugin.details} />}
          <Presets item={item} settings={settings} canSave={config.ok} onLoad={set} />
          <MultiSelect
            label="Stages"
            description="Tasks that stand in one of them now; none means all"
            placeholder={settings.stages.length === 0 ? 'All stages' : undefined}
            clearable
            searchable
            data={project.stages.map((stage) => ({ value: stage.id, label: stage.name }))}
            value={settings.stages}
            onChange={(stages) => set({ stages })}
          />
          <BatchChoice
            label="Batches"
            description="Assets in any of them; none means all"
            value={settings.batches}
            onChange={(batches) => set({ batches })}
          />
          <JsonEditor
            label="Config JSON"
            description="What this run shall do differently"
            value={settings.configJSON}
            onChange={(configJSON) => set({ configJSON })}
            problems={config.ok ? none : [config.mistake]}
          />
          <MailChoice value={settings.sendEmail} onChange={(sendEmail) => set({ sendEmail })} />
          {run.error && <FormError error={run.error} />}
          <DialogFooter>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <ReasonTooltip reason={hindrance}>
              <Button
                type="submit"
                leftSection={<IconPlayerPlay size={16} />}
                disabled={!config.ok || hindrance !== null}
                loading={run.isPending}
              >
                Run
              </Button>
            </ReasonTooltip>
          </DialogFooter>
        </Stack>
      </form>
    </Modal>
  );
}

const none: never[] = [];

function MailChoice({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  const hasMail = useQuery(serverQuery).data?.mail ?? false;
  return (
    <Checkbox
      label="Send me an e-mail when it has ended"
      description={hasMail ? undefined : 'This server has no mail server set. A notification tells you in any case.'}
      disabled={!hasMail}
      checked={value && hasMail}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** What was used last here, or else what the plugin proposes. */
function firstSettings({ plugin, lastConfigJSON }: ProjectPlugin): RunSettings {
  return {
    configJSON: formatJson(lastConfigJSON ?? (plugin.defaultConfig || '{}')),
    stages: ['Complete'],
    batches: [],
    sendEmail: false,
  };
}
