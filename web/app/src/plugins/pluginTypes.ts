import {
  type Icon,
  IconBrain,
  IconFileExport,
  IconFolderOpen,
  IconMarkdown,
  IconPackageImport,
  IconStack2,
} from '@tabler/icons-react';
import type { Plugin, PluginType } from '../api/types';

interface TypeInfo {
  label: string;
  icon: Icon;
  description: string;
}

/** What each type of plugin is called and does. */
export const pluginTypes: Record<PluginType, TypeInfo> = {
  Export: {
    label: 'Export',
    icon: IconFileExport,
    description: 'Turns the answers of a project into a file of another format.',
  },
  Model: { label: 'Model', icon: IconBrain, description: 'Annotates one task.' },
  BatchModel: { label: 'Batch Model', icon: IconStack2, description: 'Annotates many tasks in one run.' },
  FileExplorer: {
    label: 'File Explorer',
    icon: IconFolderOpen,
    description: 'Brings in files of a storage of its own kind.',
  },
  Markdown: { label: 'Markdown Generator', icon: IconMarkdown, description: 'Makes text assets from a table.' },
  Input: { label: 'Input', icon: IconPackageImport, description: 'Converts files of a folder and brings them in.' },
};

export const pluginTypeChoices = Object.entries(pluginTypes).map(([value, { label }]) => ({ value, label }));

/** Why a plugin cannot be run now; null when it can. */
export function notRunnable({ type, withdrawn, live }: Plugin): string | null {
  if (withdrawn) {
    return 'Its owner has withdrawn this plugin.';
  }
  if (type !== 'Export') {
    return `Plugins of the type ${pluginTypes[type].label} cannot be run in this version yet.`;
  }
  return live ? null : 'The plugin is offline: its program is not connected.';
}
