import { expect } from 'vitest';
import type { EditorContext, ToolActions } from '../commands/EditorContext';
import { editorCommands } from '../commands/editorCommands';
import { Keymap } from '../commands/Keymap';
import { keyOf, type Member, type MemberKey, type MemberList, type Point } from '../model/answer';
import { DocumentStore } from '../model/DocumentStore';
import { EditorModel } from '../model/EditorModel';
import type { Rights } from '../model/guards/guard';
import type { Size } from '../render/view';
import { Editor } from '../tools/Editor';
import type { EditorEvent } from '../tools/events';
import type { Modifiers } from '../tools/input';
import type { ToolOptions } from '../tools/options';
import type { PixelPort, TracePort } from '../tools/ports';
import { toolActions } from '../tools/toolActions';
import { FakeContext } from './FakeContext';
import { textOf } from './modelSamples';
import { toolSchema } from './toolSchema';

export interface TestEditorOptions {
  readonly objects?: readonly Member[];
  readonly relations?: readonly Member[];
  readonly options?: Partial<ToolOptions>;
  readonly rights?: Partial<Rights>;
  readonly picture?: Size;
  readonly page?: number;
  readonly pixels?: PixelPort;
  readonly tracer?: TracePort;
  readonly later?: (work: () => void) => void;
}

type Held = Partial<Modifiers>;

/** Keys whose place matters to the commands. */
const codes: Readonly<Record<string, string>> = {
  ',': 'Comma',
  '.': 'Period',
  '[': 'BracketLeft',
  ']': 'BracketRight',
};

/** Drives an editor as hands do, without a page. A picture pixel is a screen pixel, until a test changes the view. */
export class TestEditor {
  readonly editor: Editor;
  readonly model: EditorModel;
  readonly events: EditorEvent[] = [];
  readonly actions: ToolActions;
  private readonly context: EditorContext;
  private readonly keymap: Keymap;
  private now = 0;

  constructor({ objects = [], relations = [], options, rights, picture, ...setup }: TestEditorOptions = {}) {
    const store = new DocumentStore({ objects, relations });
    this.model = new EditorModel({
      store,
      schema: toolSchema,
      rights: { mode: 'edit', mayEditInReview: true, mayUnlock: true, ...rights },
      now: () => this.now,
    });
    this.editor = new Editor({
      model: this.model,
      picture: picture ?? { width: 1000, height: 1000 },
      options: { snapping: false, ...options },
      now: () => this.now,
      ...setup,
    });
    this.editor.view.resize({ width: 1000, height: 1000 });
    this.editor.view.set({ scale: 1, x: 0, y: 0, rotation: 0, flipped: false });
    this.editor.subscribe((event) => this.events.push(event));
    this.actions = toolActions(this.editor, () => {});
    this.context = { ...new FakeContext().context, model: this.model, tools: this.actions };
    this.keymap = new Keymap({ commands: editorCommands(this.model.schema), platform: 'other' });
  }

  pointerDown(x: number, y: number, held: Held = {}): this {
    this.pass(10);
    this.editor.pointerDown({ x, y, ...held });
    return this;
  }

  pointerMove(x: number, y: number, held: Held = {}): this {
    this.pass(10);
    this.editor.pointerMove({ x, y, ...held });
    return this;
  }

  pointerUp(x: number, y: number, held: Held = {}): this {
    this.pass(10);
    this.editor.pointerUp({ x, y, ...held });
    return this;
  }

  click(x: number, y: number, held: Held = {}): this {
    return this.pointerMove(x, y, held).pointerDown(x, y, held).pointerUp(x, y, held);
  }

  /** Clicks at each place. */
  clicks(...places: readonly Point[]): this {
    for (const [x, y] of places) this.click(x, y);
    return this;
  }

  doubleClick(x: number, y: number): this {
    this.click(x, y).click(x, y);
    this.editor.doubleClick({ x, y });
    return this;
  }

  rightClick(x: number, y: number, held: Held = {}): boolean {
    this.editor.pointerDown({ x, y, button: 2, ...held });
    return this.editor.pointerUp({ x, y, button: 2, ...held });
  }

  /** Presses, moves over the places, lets go at the last one. */
  drag(places: readonly Point[], held: Held = {}): this {
    const [first = [0, 0], ...others] = places;
    this.pointerMove(...first, held).pointerDown(...first, held);
    for (const place of others) this.pointerMove(...place, held);
    return this.pointerUp(...(places.at(-1) ?? first), held);
  }

  /** A key goes to the tool first, then to the commands, as in the app. */
  key(key: string, held: Held = {}): this {
    if (!this.editor.keyDown({ key, ...held })) this.command(key, held);
    this.editor.keyUp({ key, ...held });
    return this;
  }

  keys(...keys: readonly string[]): this {
    for (const key of keys) this.key(key);
    return this;
  }

  wheel(x: number, y: number, deltaY: number, held: Held = {}): this {
    this.editor.wheel({ x, y, deltaY, ...held });
    return this;
  }

  /** Lets time pass. */
  pass(milliseconds: number): this {
    this.now += milliseconds;
    this.editor.tick();
    return this;
  }

  choose(schemaId: string): this {
    expect(this.editor.chooseClass(schemaId)).toBe(true);
    return this;
  }

  select(...keys: readonly MemberKey[]): this {
    this.editor.select(keys);
    return this;
  }

  private command(key: string, { shift, alt, ctrl }: Held): void {
    const press = { key, code: codes[key] ?? '', shiftKey: shift, altKey: alt, ctrlKey: ctrl };
    const focus = { isText: false, isForm: false, isDrawing: this.actions.isDrawing, isEditor: true };
    const command = this.keymap.resolve(press, focus);
    if (command?.canRun(this.context)) command.run(this.context);
  }

  get state(): string {
    return this.editor.tool.state.id;
  }

  get text(): string {
    return textOf(this.model.store);
  }

  get objects(): readonly Member[] {
    return this.model.store.members('objects');
  }

  /** The object drawn last. */
  get last(): Member {
    const member = this.objects.at(-1);
    if (!member) throw new Error('There is no object.');
    return member;
  }

  expectState(id: string): this {
    expect(this.state).toBe(id);
    return this;
  }

  expectMember(key: MemberKey, fields: object, list: MemberList = 'objects'): this {
    expect(this.model.store.get(list, key)).toMatchObject(fields);
    return this;
  }

  /** The object drawn last has these fields and is selected. */
  expectDrawn(fields: object): this {
    expect(this.last).toMatchObject(fields);
    expect(this.model.selection.keys).toContain(keyOf(this.last));
    return this;
  }

  /** Why the last thing was not done. */
  expectRefused(code: string): this {
    const refusals = this.events.flatMap((event) => (event.kind === 'refused' ? event.code : []));
    expect(refusals.at(-1)).toBe(code);
    return this;
  }
}

/** An object of the class of its kind. */
export function shape(objectId: string, kind: string, geometry: Member[string], more: Partial<Member> = {}): Member {
  return { objectId, schemaId: kind, [kind]: geometry, classifications: [], ...more };
}
