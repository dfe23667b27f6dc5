import type { Bounds } from '../geometry/bounds';
import type { Candidate, Hit } from '../geometry/hitTest';
import { isFinitePoint } from '../geometry/point';
import type { MemberKey, Point } from '../model/answer';
import { isRefusal } from '../model/changes';
import type { DocumentStore } from '../model/DocumentStore';
import type { EditorModel } from '../model/EditorModel';
import type { Operation } from '../model/operations';
import type { Selection } from '../model/Selection';
import type { SchemaIndex } from '../model/schema/SchemaIndex';
import type { CategorySchema, SchemaClass } from '../model/schema/schemaTypes';
import type { DrawnShape, Overlay, Pin } from '../render/renderer';
import type { Size } from '../render/view';
import { Drawing } from './Drawing';
import type { EditorEvent, Listener } from './events';
import type { KeyInput, Pointer, RawPointer, RawWheel } from './input';
import { KeyboardCursor } from './KeyboardCursor';
import { MaskView } from './MaskView';
import { type Numbers, numbersFrom, pointBy } from './numbers';
import type { ToolOptions } from './options';
import { PointerRouter } from './PointerRouter';
import { Pointing } from './Pointing';
import type { PixelPort, TracePort } from './ports';
import { RelationArrows } from './RelationArrows';
import { Scene, UNKNOWN_COLOR } from './Scene';
import { Sketch } from './Sketch';
import type { Tool } from './Tool';
import { ToolBox } from './ToolBox';
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
  /** Does some work when the page has had time for other things. */
  readonly later?: (work: () => void) => void;
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
  readonly later: (work: () => void) => void;
  pixels: PixelPort | null;
  tracer: TracePort | null;
  /** Whether the colours are on their way; tools that look at them wait. */
  awaitsPixels = false;
  /** The brush mask of the page, for the renderer. */
  readonly mask: MaskView;

  private readonly toolBox: ToolBox;
  private readonly pointing: Pointing;
  private readonly pointers: PointerRouter;
  private readonly relations: RelationArrows;
  private readonly listeners = new Set<Listener>();
  private currentPicture: Size;
  private currentRegion: readonly (readonly Point[])[] | null = null;
  private pins: readonly Pin[] = [];
  private readonly ghosts = new Map<string, readonly DrawnShape[]>();
  private drawn: Overlay | null = null;
  private readonly stops: readonly (() => void)[];

  constructor(setup: EditorSetup) {
    this.model = setup.model;
    this.store = setup.model.store;
    this.selection = setup.model.selection;
    this.now = setup.now ?? (() => performance.now());
    this.later = setup.later ?? ((work) => void setTimeout(work));
    this.pixels = setup.pixels ?? null;
    this.tracer = setup.tracer ?? null;
    this.currentPicture = setup.picture;
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
    this.pointing = new Pointing(this);
    this.toolBox = new ToolBox(this, setup.options ?? {});
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

  /**
   * Shapes of another state of the task, in place of those that the same part of the shell showed before; one with the key of a stored
   * object is shown in its place.
   */
  setGhosts(part: string, ghosts: readonly DrawnShape[]): void {
    this.ghosts.set(part, ghosts);
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

  /** The colours have come, or will not: tools that waited for them go on. */
  setPixels(pixels: PixelPort | null, tracer: TracePort | null): void {
    this.awaitsPixels = false;
    this.pixels = pixels;
    this.tracer = tracer;
    this.tool.state.onOptions();
    this.refresh();
  }

  // Classes, tools and their options

  get schema(): SchemaIndex {
    return this.model.schema;
  }

  /** Another version of the schema; objects of classes that are gone stay, as unknown ones. */
  setSchema(schema: CategorySchema): void {
    this.model.setSchema(schema);
    this.toolBox.checkClass();
    this.scene.redraw();
    this.relations.reload();
    this.refresh();
  }

  get tool(): Tool {
    return this.toolBox.current;
  }

  /** The class of the next object, or of the one being drawn. */
  get classId(): string | null {
    return this.toolBox.classId;
  }

  get schemaClass(): SchemaClass | undefined {
    return this.toolBox.schemaClass;
  }

  get color(): string {
    return this.schemaClass?.color ?? UNKNOWN_COLOR;
  }

  /** Takes a class and its tool; while an object of the same kind is drawn, the object gets the class. */
  chooseClass(schemaId: string): boolean {
    const isChosen = this.toolBox.choose(schemaId);
    this.refresh();
    return isChosen;
  }

  /** Takes a tool, and a class that it draws; what was begun is given up. */
  useTool(id: ToolId): void {
    this.toolBox.use(id);
    this.refresh();
  }

  get options(): ToolOptions {
    return this.toolBox.options;
  }

  setOptions(options: Partial<ToolOptions>): void {
    this.toolBox.setOptions(options);
    this.refresh();
  }

  // Events of the hand

  pointerDown(raw: RawPointer): void {
    this.pointing.target = null;
    this.pointers.down(raw);
    this.refresh();
  }

  pointerMove(raw: RawPointer): void {
    this.pointing.target = null;
    this.pointers.move(raw);
    this.refresh();
  }

  /** Answers whether the right button asks for the shell's menu. */
  pointerUp(raw: RawPointer): boolean {
    this.pointing.target = null;
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
    this.tool.state.onTick(this.now());
  }

  get isPanning(): boolean {
    return this.pointers.isPanning;
  }

  // Commands that every tool understands

  /** Ends the shape that is drawn. */
  finish(): boolean {
    const isDone = this.tool.state.onFinish();
    this.refresh();
    return isDone;
  }

  /** Ends the shape and keeps the tool for the next one. */
  finishPart(): boolean {
    return this.drawing.keepingTool(() => this.finish());
  }

  /** The numbers of the point that the next click would place; null where none can be typed. */
  draftNumbers(): Numbers | null {
    const point = this.tool.state.nextPoint();
    return point && numbersFrom(point.last, point.next);
  }

  /** Places the next point where the numbers say. */
  enterNumbers(numbers: Numbers): boolean {
    const { state } = this.tool;
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
    this.pointing.target = null;
    return this.tool.cancel();
  }

  /** The window lost the focus, or may no longer change anything: nothing is held any more. */
  blur(): void {
    this.pointers.pans = false;
    this.abort();
    this.refresh();
  }

  /** In a draft takes back its last vertex or stroke, else the last step of the document. */
  undo(): boolean {
    const { state } = this.tool;
    const isDone = state.isDraft ? state.onStepBack() || this.abort() : this.model.undo();
    this.refresh();
    return isDone;
  }

  redo(): boolean {
    const { state } = this.tool;
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
    return this.pointing.visibleIn(bounds);
  }

  /** Visible objects at a place, the best first. */
  hitTest(point: Point, reach = this.view.reach(4)): Hit<MemberKey>[] {
    return this.pointing.hitTest(point, reach);
  }

  /** Where a new vertex goes: the pointer's place or something near it. Ctrl suspends it. */
  snap(pointer: Pointer, without: ReadonlySet<MemberKey> = new Set()): Point {
    return this.pointing.snap(pointer, without);
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
    if (this.tool.state.onKeyDown(key)) return true;
    if (this.cursor.keyDown(key)) return true;
    if (key.key !== ' ') return false;
    this.pointers.pans = true;
    return true;
  }

  private leaveTool(): boolean {
    if (this.tool.id === 'select') return false;
    this.useTool('select');
    return true;
  }

  private deselect(): boolean {
    if (this.selection.keys.size === 0) return false;
    this.selection.clear();
    return true;
  }

  private sketch(): Overlay {
    const sketch = new Sketch();
    this.relations.draw(sketch);
    for (const pin of this.pins) sketch.pin(pin);
    for (const ghost of [...this.ghosts.values()].flat()) sketch.drawn(ghost);
    for (const ring of this.currentRegion ?? []) sketch.guide(ring, true);
    this.tool.state.draw(sketch);
    if (this.pointing.target) sketch.handle(this.pointing.target.point, 'insert', true);
    if (this.cursor.at) sketch.setCursor({ point: this.cursor.at, radius: 0, kind: 'cross' });
    return sketch.overlay();
  }
}
