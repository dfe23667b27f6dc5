import type { Refinement } from '../geometry/mask/refine';
import type { Member, MemberKey, Point } from '../model/answer';
import type { EditorModel } from '../model/EditorModel';

/** Settings of tools that commands turn. */
export interface ToolSettings {
  readonly lasso: boolean;
  readonly scissors: boolean;
  readonly overwrite: boolean;
  readonly snapping: boolean;
  readonly eraser: boolean;
  /** Diameter in pixels of the picture. */
  readonly brushSize: number;
  readonly refineBy: Refinement;
}

/** What can be made of the selected shapes. */
export type ShapeEdit = 'union' | 'subtract' | 'intersect' | 'exclude' | 'join' | 'add-part' | 'shrink';

/** The tools, as commands see them. */
export interface ToolActions {
  readonly toolId: string;
  /** Whether something is being drawn. */
  readonly isDrawing: boolean;
  readonly classId: string | null;
  readonly settings: ToolSettings;
  change(settings: Partial<ToolSettings>): void;
  useTool(id: string): void;
  /** Takes a class and its tool; while an object of its kind is drawn, gives it the class. */
  chooseClass(schemaId: string): void;
  finish(): boolean;
  /** Gives up the draft, then the tool, then the selection; answers whether there was one of them. */
  cancel(): boolean;
  /** Takes back the last part of the draft, or else the last step. */
  undo(): boolean;
  redo(): boolean;
  canEdit(edit: ShapeEdit): boolean;
  edit(edit: ShapeEdit): void;
  /** Moves the selected objects by pixels of the picture. */
  nudge(x: number, y: number): void;
  /** Whether a rotated box is selected. */
  readonly canRotate: boolean;
  rotate(degrees: number): void;
  /** The member with its geometry moved by pixels of the picture. */
  moved(member: Member, x: number, y: number): Member;
  /** The middle of what some members cover; null if they cover nothing. */
  middleOf(members: readonly Member[]): Point | null;
  /** Starts a relation from the selection. */
  startRelation(): void;
  /** Opens the fields in which the draft's numbers are typed. */
  enterNumbers(): void;
  /** Turns the cursor on or off that arrows move. */
  togglePixelCursor(): void;
}

/** How the picture is looked at. */
export interface ViewActions {
  /** Where the pointer is in the picture; null when it is elsewhere. */
  readonly pointer: Point | null;
  /** Picture pixels per CSS pixel. */
  readonly pixelSize: number;
  readonly page: number | undefined;
  readonly pageCount: number;
  readonly canWalkTiles: boolean;
  readonly hasReference: boolean;
  showPage(page: number): void;
  fit(): void;
  /** Brings objects into view, as large as they fit. */
  fitTo(keys: readonly MemberKey[]): void;
  oneToOne(): void;
  zoomBy(factor: number): void;
  /** By CSS pixels. */
  panBy(x: number, y: number): void;
  /** By a quarter turn, clockwise or back. */
  rotate(direction: 1 | -1): void;
  flip(): void;
  cycleLabels(): void;
  toggleGrid(): void;
  toggleCrosshair(): void;
  resetLook(): void;
  showLoupe(isShown: boolean): void;
  /** Hides the reference picture for as long as a key is held. */
  blinkReference(isHidden: boolean): void;
  nextTile(): void;
}

/** The panels and dialogs around the picture. */
export interface ShellActions {
  /** The objects of the list in its order, filtered. */
  readonly objectOrder: readonly MemberKey[];
  openPalette(): void;
  openShortcuts(): void;
  searchClasses(): void;
  /** Shows the classes around the pointer, or hides them; answers whether one was chosen there. */
  showClassRing(isShown: boolean): boolean;
  toggleFocusMode(): void;
  openIssues(): void;
  nextIssue(): void;
  /** Begins to write an issue on an object. */
  writeIssue(key: MemberKey): void;
  /** Shows what became of an object. */
  openHistory(key: MemberKey): void;
  choosePage(): void;
  /** Closes the drawer or menu that is open; answers whether there was one. */
  closeTop(): boolean;
  openForm(key: MemberKey): void;
  downloadJournal(): void;
  /** Shows a sentence for a while. */
  notify(text: string): void;
  writeClipboard(text: string): void;
  readClipboard(): Promise<string>;
}

/** The task and its way through the workflow. */
export interface TaskActions {
  readonly isReview: boolean;
  readonly canSubmit: boolean;
  readonly canSkip: boolean;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly hasSuggestions: boolean;
  save(): void;
  /** Submits; in review accepts, or says that it was fixed. */
  submit(): void;
  reject(): void;
  skip(): void;
  next(): void;
  previous(): void;
  /** Accepts or rejects suggestions: the selected ones, or in review gives the objects a verdict. */
  judge(keys: readonly MemberKey[], isAccepted: boolean): void;
  acceptVisible(): void;
}

/** All that commands work with. */
export interface EditorContext {
  readonly model: EditorModel;
  readonly tools: ToolActions;
  readonly view: ViewActions;
  readonly shell: ShellActions;
  readonly task: TaskActions;
}
