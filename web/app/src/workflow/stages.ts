import type { Stage } from '../api/types';

const colors: Record<string, string> = {
  Start: 'gray',
  Label: 'blue',
  Review: 'violet',
  Complete: 'teal',
  Hold: 'orange',
};

/** The colour that stands for a type of stage wherever stages are shown. */
export function stageColor(type: string): string {
  return colors[type] ?? 'indigo';
}

/** The name of a stage; its id where the workflow no longer has it. */
export function stageName(stages: readonly Stage[], id: string): string {
  return stages.find((stage) => stage.id === id)?.name ?? id;
}
