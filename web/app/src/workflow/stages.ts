import type { Stage } from '../api/types';

const colors: Record<string, string> = {
  Start: 'gray.5',
  Label: 'blue.6',
  Review: 'violet.6',
  Complete: 'teal.6',
  Hold: 'orange.6',
};

/** The colour that stands for a type of stage wherever stages are shown. */
export function stageColor(type: string): string {
  return colors[type] ?? 'indigo.5';
}

/** The name of a stage; its id where the workflow no longer has it. */
export function stageName(stages: readonly Stage[], id: string): string {
  return stages.find((stage) => stage.id === id)?.name ?? id;
}
