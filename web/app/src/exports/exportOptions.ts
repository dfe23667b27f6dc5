import type { ExportOptions } from '../api/types';

/** What the form holds; dates are days of this computer's calendar, empty for none. */
export interface ExportChoices {
  format: 'json' | 'ndjson';
  stage: string[];
  batches: string[];
  taskTypes: string[];
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
  format: 'json',
  stage: ['Complete'],
  batches: [],
  taskTypes: ['default'],
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
export function toExportOptions(choices: ExportChoices): Partial<ExportOptions> {
  const { notify, stage, batches, taskTypes, updatedAfter, updatedBefore, ...same } = choices;
  return {
    ...same,
    type: 'task',
    doNotNotify: !notify,
    ...(stage.length > 0 && { stage }),
    ...(batches.length > 0 && { batches }),
    ...(taskTypes.length > 0 && { taskTypes }),
    ...((updatedAfter || updatedBefore) && {
      updatedAt: {
        ...(updatedAfter && { $gt: startOf(updatedAfter) }),
        ...(updatedBefore && { $lt: startOf(updatedBefore) }),
      },
    }),
  };
}

function startOf(day: string): string {
  return new Date(`${day}T00:00`).toISOString();
}
