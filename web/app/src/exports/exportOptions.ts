import type { ExportOptions, Schemas } from '../api/types';

/** What the form holds; dates are days of this computer's calendar, empty for none. */
export interface ExportChoices {
  format: 'Json' | 'NdJson';
  stage: string[];
  batches: string[];
  taskTypes: Schemas['TaskKind'][];
  updatedAfter: string;
  updatedBefore: string;
  includeMetadata: boolean;
  includeHistory: boolean;
  includeOnlyKeyFrames: boolean;
  includeIdleBlurDurations: boolean;
  sendEmail: boolean;
  notify: boolean;
}

export const initialChoices: ExportChoices = {
  format: 'Json',
  stage: ['Complete'],
  batches: [],
  taskTypes: ['Default'],
  updatedAfter: '',
  updatedBefore: '',
  includeMetadata: true,
  includeHistory: true,
  includeOnlyKeyFrames: false,
  includeIdleBlurDurations: false,
  sendEmail: false,
  notify: true,
};

/** The options as the API takes them: what is empty is left out, and means everything. */
export function toExportOptions(choices: ExportChoices): ExportOptions {
  const { notify, stage, batches, taskTypes, updatedAfter, updatedBefore, ...same } = choices;
  return {
    ...same,
    type: 'Task',
    doNotNotify: !notify,
    ...(stage.length > 0 && { stage }),
    ...(batches.length > 0 && { batches }),
    ...(taskTypes.length > 0 && { taskTypes }),
    ...((updatedAfter || updatedBefore) && { updatedAt: { $gt: startOf(updatedAfter), $lt: startOf(updatedBefore) } }),
  };
}

function startOf(day: string): string | null {
  return day === '' ? null : new Date(`${day}T00:00`).toISOString();
}
