import { around, type Bounds } from '../geometry/bounds';
import { type Candidate, type Hit, hitTest } from '../geometry/hitTest';
import { isFinitePoint } from '../geometry/point';
import { SNAP_REACH, type Snapped, snapped } from '../geometry/snap';
import type { MemberKey, Point } from '../model/answer';
import { isRefusal } from '../model/changes';
import type { DocumentStore } from '../model/DocumentStore';
import type { EditorModel } from '../model/EditorModel';
import type { Operation } from '../model/operations';
import type { Selection } from '../model/Selection';
import type { SchemaIndex } from '../model/schema/SchemaIndex';
import type { CategorySchema, SchemaClass } from '../model/schema/schemaTypes';
import type { Overlay, Pin } from '../render/renderer';
import type { Size } from '../render/view';
import { draws, makeTool, needsClass, toolFor } from './catalogue';
import { Drawing } from './Drawing';
import type { EditorEvent, Listener } from './events';
import type { KeyInput, Pointer, RawPointer, RawWheel } from './input';
import { KeyboardCursor } from './KeyboardCursor';
import { MaskView } from './MaskView';
import { type Numbers, numbersFrom, pointBy } from './numbers';
import { defaultOptions, type ToolOptions } from './options';
import { PointerRouter } from './PointerRouter';
import type { PixelPort, TracePort } from './ports';
import { RelationArrows } from './RelationArrows';
import { Scene, UNKNOWN_COLOR } from './Scene';
import { Sketch } from './Sketch';
import type { Tool } from './Tool';
import type { ToolId } from './toolIds';
import { Viewport } from './Viewport';

export interface EditorSetup {
  readonly model: EditorModel;
  readonly picture: Size;
  /** From 0; absent where the asset has only one page. */
  readonly page?: number;
  readonly options?: Partial<ToolOptions>;
  readonly pixels?: PixelPort;
  readonly tracer?: TracePort;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/**
 * The editor without a screen: what the shell feeds with events and draws from, and all that a tool sees. It holds no
 * annotation; those are in the store and change by batches.
 */
export class Editor {
  readonly model: EditorModel;
  readonly store: DocumentStore;
  readonly selection: Selection;
  readonly view: Viewport;
  readonly scene: Scene;
  readonly drawing: Drawing;
  readonly cursor: KeyboardCursor;
  readonly now: () => number;
  pixels: PixelPort | null;
  tracer: TracePort | null;
  /** The brush mask of the page, for the renderer. */
  readonly mask: MaskView;

  private readonly pointers: PointerRouter;
  private readonly relations: RelationArrows;
  private readonly listeners = new Set<Listener>();
  private currentPicture: Size;
  private currentOptions: ToolOptions;
  private currentClass: string | null = null;
  private currentTool: Tool;
  private snapTarget: Snapped | null = null;
  private currentRegion: readonly (readonly Point[])[] | null = null;
  private pins: readonly Pin[] = [];
  private drawn: Overlay | null = null;
  private readonly stops: readonly (() => void)[];

  constructor(setup: EditorSetup) {
    this.model = setup.model;
    this.store = setup.model.store;
    this.selection = setup.model.selection;
    this.now = setup.now ?? (() => performance.now());
    this.pixels = setup.pixels ?? null;
    this.tracer = setup.tracer ?? null;
    this.currentPicture = setup.picture;
    this.currentOptions = { ...defaultOptions, ...setup.options };
    this.view = new Viewport(
      () => this.currentPicture,
      () => this.tell({ kind: 'view' }),
    );
    this.scene = new Scene(this.store, (member) => this.schema.classOf('objects', member), setup.page);
    this.relations = new RelationArrows(this);
    this.drawing = new Drawing(this);
    this.mask = new MaskView(this);
    this.cursor = new KeyboardCursor(this);
    this.pointers = new PointerRouter(this);
    this.currentTool = makeTool('select', this);
    this.stops = [
      this.store.subscribe((change) => {
        this.scene.follow(change);
        this.relations.follow(change);
        this.mask.follow(change.tiles);
        this.refresh();
      }),
      this.selection.subscribe(() => this.refresh()),
      this.model.visibility.subscribe(() => this.refresh()),
    ];
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    this.listeners.clear();
  }

  // What is seen

  get page(): number | undefined {
    return this.scene.page;
  }

  get picture(): Size {
    return this.currentPicture;
  }

  get pictureBounds(): Bounds {
    return { minX: 0, minY: 0, maxX: this.currentPicture.width, maxY: this.currentPicture.height };
  }

  /** Shows another page, whose picture has a size of its own; what was begun is given up. */
  showPage(page: number | undefined, picture: Size): void {
    this.abort();
    this.currentPicture = picture;
    this.currentRegion = null;
    this.selection.hover(null);
    this.scene.showPage(page);
    this.relations.reload();
    if (!this.options.fastToolSelection) this.useTool('select');
    this.tell({ kind: 'page', page });
    this.refresh();
  }

  /** What the tool shows besides the stored objects; the same object until something changes. */
  overlay(): Overlay {
    this.drawn ??= this.sketch();
    return this.drawn;
  }

  /** The part of the picture to which brush and bucket are limited; view state. */
  get region(): readonly (readonly Point[])[] | null {
    return this.currentRegion;
  }

  setRegion(region: readonly (readonly Point[])[] | null): void {
    this.currentRegion = region;
    this.refresh();
  }

  setPins(pins: readonly Pin[]): void {
    this.pins = pins;
    this.refresh();
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(event: EditorEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  announce(text: string): void {
    this.tell({ kind: 'announce', text });
  }

  /** Something that the overlay shows may have changed. */
  refresh(): void {
    this.drawn = null;
    this.tell({ kind: 'changed' });
  }

  // Classes, tools and their options

  get schema(): SchemaIndex {
    return this.model.schema;
  }

  /** Another version of the schema; objects of classes that are gone stay, as unknown ones. */
  setSchema(schema: CategorySchema): void {
    this.model.setSchema(schema);
    if (this.currentClass !== null && !this.schema.find(this.currentClass)) this.setClass(null);
    this.scene.redraw();
    this.relations.reload();
    this.refresh();
  }

  get tool(): Tool {
    return this.currentTool;
  }

  /** The class of the next object, or of the one being drawn. */
  get classId(): string | null {
    return this.currentClass;
  }

  get schemaClass(): SchemaClass | undefined {
    return this.currentClass === null ? undefined : this.schema.find(this.currentClass)?.schemaClass;
  }

  get color(): string {
    return this.schemaClass?.color ?? UNKNOWN_COLOR;
  }

  /** Takes a class and its tool; while an object of the same kind is drawn, the object gets the class. */
  chooseClass(schemaId: string): boolean {
    const found = this.schema.find(schemaId);
    const tool = found && !found.parent ? toolFor(found.list, found.schemaClass.tool, this.currentTool.id) : null;
    if (!found || !tool) return this.refuse('no-class', 'There is no tool for this class.');
    if (found.schemaClass.disabled)
      return this.refuse('class-disabled', `"${found.schemaClass.title}" is not drawn any more.`);
    if (tool !== this.currentTool.id) this.useTool(tool);
    this.setClass(schemaId);
    this.refresh();
    return true;
  }

  /** Takes a tool; what was begun is given up. */
  useTool(id: ToolId): void {
    this.abort();
    if (id === this.currentTool.id) return;
    this.currentTool.leave();
    this.currentTool = makeTool(id, this);
    if (id === 'select' || needsClass(id)) this.setClass(this.classFor(id));
    this.tell({ kind: 'tool', tool: id });
    this.refresh();
  }

  get options(): ToolOptions {
    return this.currentOptions;
  }

  setOptions(options: Partial<ToolOptions>): void {
    this.currentOptions = { ...this.currentOptions, ...options };
    this.currentTool.state.onOptions();
    this.tell({ kind: 'options' });
    this.refresh();
  }

  // Events of the hand

  pointerDown(raw: RawPointer): void {
    this.snapTarget = null;
    this.pointers.down(raw);
    this.refresh();
  }

  pointerMove(raw: RawPointer): void {
    this.snapTarget = null;
    this.pointers.move(raw);
    this.refresh();
  }

  /** Answers whether the right button asks for the shell's menu. */
  pointerUp(raw: RawPointer): boolean {
    this.snapTarget = null;
    const asksForMenu = this.pointers.up(raw);
    this.refresh();
    return asksForMenu;
  }

  doubleClick(raw: RawPointer): void {
    this.pointers.doubleClick(raw);
    this.refresh();
  }

  wheel(raw: RawWheel): void {
    this.pointers.wheel(raw);
    this.refresh();
  }

  /** For keys that only the tool knows; answers whether it did, else the key may be a command's. */
  keyDown(key: KeyInput): boolean {
    const isUsed = this.handleKey(key);
    if (isUsed) this.refresh();
    return isUsed;
  }

  keyUp(key: KeyInput): void {
    if (key.key === ' ') this.pointers.pans = false;
  }

  /** To be called now and then while the pointer rests. */
  tick(): void {
    this.currentTool.state.onTick(this.now());
  }

  get isPanning(): boolean {
    return this.pointers.isPanning;
  }

  // Commands that every tool understands

  /** Ends the shape that is drawn. */
  finish(): boolean {
    const isDone = this.currentTool.state.onFinish();
    this.refresh();
    return isDone;
  }

  /** Ends the shape and keeps the tool for the next one. */
  finishPart(): boolean {
    return this.drawing.keepingTool(() => this.finish());
  }

  /** The numbers of the point that the next click would place; null where none can be typed. */
  draftNumbers(): Numbers | null {
    const point = this.currentTool.state.nextPoint();
    return point && numbersFrom(point.last, point.next);
  }

  /** Places the next point where the numbers say. */
  enterNumbers(numbers: Numbers): boolean {
    const { state } = this.currentTool;
    const point = state.nextPoint();
    const place = point && pointBy(point.last, point.next, numbers);
    if (!place || !isFinitePoint(place)) return false;
    state.onPoint(place);
    this.refresh();
    return true;
  }

  /** Turns the cursor that arrows move on or off. */
  toggleCursor(): void {
    this.cursor.toggle();
    this.refresh();
  }

  /** Escape: gives up the draft, then the tool, then the selection; answers whether there was one of them. */
  cancel(): boolean {
    const isDone = this.abort() || this.leaveTool() || this.deselect();
    this.refresh();
    return isDone;
  }

  /** Gives up what was begun, and nothing else. */
  abort(): boolean {
    this.pointers.abandon();
    this.snapTarget = null;
    return this.currentTool.cancel();
  }

  /** In a draft takes back its last vertex or stroke, else the last step of the document. */
  undo(): boolean {
    const { state } = this.currentTool;
    const isDone = state.isDraft ? state.onStepBack() || this.abort() : this.model.undo();
    this.refresh();
    return isDone;
  }

  redo(): boolean {
    const { state } = this.currentTool;
    const isDone = state.isDraft ? state.onStepForward() : this.model.redo();
    this.refresh();
    return isDone;
  }

  // What tools ask for

  /** Whether an object may be changed by somebody with these rights. */
  isEditable(key: MemberKey): boolean {
    return this.store.get('objects', key)?.lock !== true && this.model.wouldRefuse([]) === undefined;
  }

  /** Objects that are shown and whose bounds touch the given ones. */
  visibleIn(bounds: Bounds): Candidate<MemberKey>[] {
    return this.scene.near(bounds).filter(({ key }) => {
      const member = this.store.get('objects', key);
      return member !== undefined && this.model.visibility.isVisible(member);
    });
  }

  /** Visible objects at a place, the best first. */
  hitTest(point: Point, reach = this.view.reach(4)): Hit<MemberKey>[] {
    return hitTest(this.visibleIn(around(point, reach)), point, reach);
  }

  /** Where a new vertex goes: the pointer's place or something near it. Ctrl suspends it. */
  snap(pointer: Pointer, without: ReadonlySet<MemberKey> = new Set()): Point {
    const { snapping, snapKinds, gridStep } = this.options;
    if (!snapping || pointer.ctrl) return pointer.at;
    const reach = this.view.reach(SNAP_REACH);
    const neighbours = this.visibleIn(around(pointer.at, reach))
      .filter(({ key }) => !without.has(key))
      .map(({ geometry }) => geometry);
    const kinds = new Set(gridStep > 0 ? [...snapKinds, 'grid' as const] : snapKinds);
    this.snapTarget = snapped(pointer.at, neighbours, { kinds, reach, picture: this.pictureBounds, gridStep });
    return this.snapTarget?.point ?? pointer.at;
  }

  /** Applies operations as one step; answers whether they were accepted. Steps of one gesture become one. */
  run(label: string, operations: readonly Operation[], gesture?: string): boolean {
    if (operations.length === 0) return false;
    const result = this.model.commit(label, operations, gesture === undefined ? {} : { gesture });
    return isRefusal(result) ? this.refuse(result.refused, result.reason) : true;
  }

  select(keys: Iterable<MemberKey>): void {
    this.selection.set(keys);
  }

  refuse(code: Extract<EditorEvent, { kind: 'refused' }>['code'], reason: string): false {
    this.tell({ kind: 'refused', code, reason });
    return false;
  }

  private handleKey(key: KeyInput): boolean {
    if (this.currentTool.state.onKeyDown(key)) return true;
    if (this.cursor.keyDown(key)) return true;
    if (key.key !== ' ') return false;
    this.pointers.pans = true;
    return true;
  }

  private leaveTool(): boolean {
    if (this.currentTool.id === 'select') return false;
    this.useTool('select');
    return true;
  }

  private deselect(): boolean {
    if (this.selection.keys.size === 0) return false;
    this.selection.clear();
    return true;
  }

  /** The chosen class if the tool draws it, else the first one that it draws. */
  private classFor(id: ToolId): string | null {
    const current = this.currentClass === null ? undefined : this.schema.find(this.currentClass);
    if (current && draws(id, current)) return this.currentClass;
    const { tools, relations } = this.schema.schema;
    const found = [...tools, ...relations].find(({ schemaId }) => {
      const indexed = this.schema.find(schemaId);
      return indexed !== undefined && draws(id, indexed);
    });
    return found?.schemaId ?? null;
  }

  private setClass(schemaId: string | null): void {
    if (this.currentClass === schemaId) return;
    this.currentClass = schemaId;
    this.tell({ kind: 'class', schemaId });
  }

  private sketch(): Overlay {
    const sketch = new Sketch();
    this.relations.draw(sketch);
    for (const pin of this.pins) sketch.pin(pin);
    for (const ring of this.currentRegion ?? []) sketch.guide(ring, true);
    this.currentTool.state.draw(sketch);
    if (this.snapTarget) sketch.handle(this.snapTarget.point, 'insert', true);
    if (this.cursor.at) sketch.setCursor({ point: this.cursor.at, radius: 0, kind: 'cross' });
    return sketch.overlay();
  }
}
