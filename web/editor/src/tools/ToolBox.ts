import type { SchemaClass } from '../model/schema/schemaTypes';
import { draws, makeTool, needsClass, toolFor } from './catalogue';
import type { Editor } from './Editor';
import { defaultOptions, type ToolOptions } from './options';
import type { Tool } from './Tool';
import type { ToolId } from './toolIds';

/** The tool in the hand, the class that it draws, and the settings of all tools. */
export class ToolBox {
  private readonly editor: Editor;
  private tool: Tool;
  private schemaId: string | null = null;
  private settings: ToolOptions;

  constructor(editor: Editor, options: Partial<ToolOptions>) {
    this.editor = editor;
    this.settings = { ...defaultOptions, ...options };
    this.tool = makeTool('select', editor);
  }

  get current(): Tool {
    return this.tool;
  }

  get classId(): string | null {
    return this.schemaId;
  }

  get schemaClass(): SchemaClass | undefined {
    return this.schemaId === null ? undefined : this.editor.schema.find(this.schemaId)?.schemaClass;
  }

  get options(): ToolOptions {
    return this.settings;
  }

  setOptions(options: Partial<ToolOptions>): void {
    this.settings = { ...this.settings, ...options };
    this.tool.state.onOptions();
    this.editor.tell({ kind: 'options' });
  }

  choose(schemaId: string): boolean {
    const { editor } = this;
    const found = editor.schema.find(schemaId);
    const tool = found && !found.parent ? toolFor(found.list, found.schemaClass.tool, this.tool.id) : null;
    if (!found || !tool) return editor.refuse('no-class', 'There is no tool for this class.');
    const { title, disabled } = found.schemaClass;
    if (disabled) return editor.refuse('class-disabled', `"${title}" is not drawn any more.`);
    if (tool !== this.tool.id) this.use(tool);
    this.setClass(schemaId);
    this.tool.state.onClass();
    return true;
  }

  use(id: ToolId): void {
    this.editor.abort();
    if (id === this.tool.id) return;
    this.tool.leave();
    this.tool = makeTool(id, this.editor);
    if (id === 'select' || needsClass(id)) this.setClass(this.classFor(id));
    this.editor.tell({ kind: 'tool', tool: id });
  }

  /** Lets go of a class that is not in the schema any more. */
  checkClass(): void {
    if (this.schemaId !== null && !this.schemaClass) this.setClass(null);
  }

  /** The chosen class if the tool draws it, else the first one that it draws. */
  private classFor(id: ToolId): string | null {
    const { schema } = this.editor;
    const { tools, relations } = schema.schema;
    const chosen = this.schemaClass ? [this.schemaClass] : [];
    const found = [...chosen, ...tools, ...relations].find(({ schemaId }) => {
      const indexed = schema.find(schemaId);
      return indexed !== undefined && draws(id, indexed);
    });
    return found?.schemaId ?? null;
  }

  private setClass(schemaId: string | null): void {
    if (this.schemaId === schemaId) return;
    this.schemaId = schemaId;
    this.editor.tell({ kind: 'class', schemaId });
  }
}
