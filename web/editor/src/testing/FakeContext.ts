import type { EditorContext, ToolSettings } from '../commands/EditorContext';
import { keyOf, type Member } from '../model/answer';
import { sampleModel } from './modelSamples';

/** What commands work with, where everything around the model only remembers that it was called. */
export class FakeContext {
  readonly model = sampleModel().model;
  /** Calls as `shell.notify("text")`. */
  readonly calls: string[] = [];
  clipboard = '';
  /** What nudging does to the document. */
  onNudge = () => {};
  state = {
    tools: { toolId: 'select', isDrawing: false, classId: null as string | null, canRotate: true },
    view: {
      pointer: null as readonly [number, number] | null,
      pixelSize: 0.5,
      page: undefined as number | undefined,
      pageCount: 1,
      canWalkTiles: true,
      hasReference: true,
    },
    task: { isReview: true, canSubmit: true, canSkip: true, hasNext: true, hasPrevious: true, hasSuggestions: true },
  };
  settings: ToolSettings = {
    lasso: false,
    scissors: false,
    overwrite: false,
    snapping: true,
    eraser: false,
    brushSize: 20,
    refineBy: 'grow',
  };

  get context(): EditorContext {
    const tools = {
      settings: this.settings,
      canEdit: () => true,
      undo: () => this.model.undo(),
      redo: () => this.model.redo(),
      nudge: () => this.onNudge(),
      middleOf: () => [16, 22] as const,
      moved: (member: Member, x: number, y: number) => ({ ...member, moved: [x, y] }),
      change: (settings: Partial<ToolSettings>) => {
        this.settings = { ...this.settings, ...settings };
      },
    };
    const shell = {
      objectOrder: this.model.store.members('objects').map(keyOf),
      readClipboard: () => Promise.resolve(this.clipboard),
      writeClipboard: (text: string) => {
        this.clipboard = text;
      },
    };
    return {
      model: this.model,
      tools: this.recording('tools', { ...this.state.tools, ...tools }),
      view: this.recording('view', this.state.view),
      shell: this.recording('shell', shell),
      task: this.recording('task', this.state.task),
    };
  }

  private recording<T extends object>(name: string, known: object): T {
    return new Proxy(known, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property);
        if (property in target && typeof value !== 'function') {
          return value;
        }
        return (...values: unknown[]) => {
          this.calls.push(`${name}.${String(property)}(${values.map((one) => JSON.stringify(one)).join(', ')})`);
          return typeof value === 'function' ? value(...values) : false;
        };
      },
    }) as T;
  }
}
