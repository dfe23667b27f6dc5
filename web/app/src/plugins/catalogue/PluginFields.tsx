import { Group, SegmentedControl, Select, Stack, Switch, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { Plugin, PluginInput } from '../../api/types';
import { JsonEditor } from '../../json/JsonEditor';
import { parseJsonObject } from '../../json/jsonText';
import { pluginTypeChoices, pluginTypes } from '../pluginTypes';

const empty: PluginInput = {
  name: '',
  description: '',
  details: '',
  bannerUrl: '',
  type: 'Export',
  classNames: [],
  public: false,
  status: 'unlisted',
  defaultConfig: '{}',
  connector: 'WS',
  url: null,
};

/** The fields of a plugin, with the rules that the server has too. */
export function usePluginForm(plugin: Plugin | null) {
  return useForm<PluginInput>({
    initialValues: plugin === null ? empty : pick(plugin),
    validate: {
      name: (name) => (name.trim() === '' || name.length > 100 ? 'A name has 1 to 100 characters.' : null),
      description: (text) => (text.length > 500 ? 'A description has at most 500 characters.' : null),
      bannerUrl: (address) =>
        address === '' || isAddress(address, 'https:') ? null : 'Give an address that begins with https://.',
      defaultConfig: (config) => (parseJsonObject(config).ok ? null : 'This must be a JSON object.'),
      url: (address, values) =>
        values.connector === 'WS' || isAddress(address ?? '', 'https:', 'http:')
          ? null
          : 'Give the address of the plugin’s listener.',
    },
  });
}

export function PluginFields({ form, isNew }: { form: UseFormReturnType<PluginInput>; isNew: boolean }) {
  const { type } = form.values;
  return (
    <>
      <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label="Description"
        description="One short text beside the name"
        {...form.getInputProps('description')}
      />
      <Group grow align="flex-start">
        <Select
          label="Type"
          description={isNew ? 'Cannot be changed later' : pluginTypes[type].description}
          data={pluginTypeChoices}
          allowDeselect={false}
          disabled={!isNew}
          {...form.getInputProps('type')}
        />
        <TextInput
          label="Banner URL"
          description="A square picture"
          placeholder="https://"
          {...form.getInputProps('bannerUrl')}
        />
      </Group>
      {(type === 'Model' || type === 'BatchModel') && (
        <TagsInput
          label="Class names"
          description="The model’s classes, to be mapped to those of a project"
          {...form.getInputProps('classNames')}
        />
      )}
      <Textarea
        label="Details"
        description="Markdown; shown when somebody opens the plugin to run it"
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps('details')}
      />
      <ConnectorFields form={form} />
      <Group gap="xl" align="flex-start">
        <Switch
          label="Listed"
          description="Shown in the directory"
          checked={form.values.status === 'listed'}
          onChange={(event) => form.setFieldValue('status', event.currentTarget.checked ? 'listed' : 'unlisted')}
        />
        <Switch
          label="Public"
          description="For other organizations too"
          {...form.getInputProps('public', { type: 'checkbox' })}
        />
      </Group>
      <ConfigField form={form} />
    </>
  );
}

function ConnectorFields({ form }: { form: UseFormReturnType<PluginInput> }) {
  return (
    <Stack gap="xs">
      <Text fw={500} id="connector">
        Connector
      </Text>
      <SegmentedControl
        aria-labelledby="connector"
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'WS', label: 'It connects to this server' },
          { value: 'REST', label: 'This server calls it' },
        ]}
        {...form.getInputProps('connector')}
      />
      {form.values.connector === 'REST' && (
        <TextInput
          label="Address"
          description="Where the plugin listens"
          placeholder="https://plugin.example.org"
          required
          {...form.getInputProps('url')}
          value={form.values.url ?? ''}
        />
      )}
    </Stack>
  );
}

function ConfigField({ form }: { form: UseFormReturnType<PluginInput> }) {
  const config = parseJsonObject(form.values.defaultConfig);
  return (
    <JsonEditor
      label="Default config"
      description="Prefilled in the run dialog"
      value={form.values.defaultConfig}
      onChange={(text) => form.setFieldValue('defaultConfig', text)}
      problems={config.ok ? none : [config.mistake]}
      minHeight="6rem"
      maxHeight="14rem"
    />
  );
}

const none: never[] = [];

function pick(plugin: Plugin): PluginInput {
  const { name, description, details, bannerUrl, type, classNames, status, defaultConfig, connector } = plugin;
  return {
    name,
    description,
    details,
    bannerUrl,
    type,
    classNames,
    public: plugin.public,
    status,
    defaultConfig,
    connector,
    url: plugin.development?.url ?? null,
  };
}

function isAddress(text: string, ...protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
