import type { MemberKey, Point } from '@limn/editor';
import {
  type CategorySchema,
  type Command,
  type EditorContext,
  type EditorModel,
  editorCommands,
  type Keymap,
  LiveValidation,
  Sync,
  systemTimers,
  type TaskJournal,
} from '@limn/editor';
import type { Look } from '@limn/editor/render/renderer';
import { Editor } from '@limn/editor/tools/Editor';
import { messageOf } from '../../api/ApiError';
import type { Project, Task } from '../../api/types';
import { Comparison } from '../compare/Comparison';
import { placeOf, writeIssue } from '../issues/issueActions';
import { SuggestionDraft } from '../issues/SuggestionDraft';
import { showPins } from '../issues/showPins';
import { TaskIssues } from '../issues/TaskIssues';
import type { OpenPicture } from '../picture/loadPicture';
import { traceIn } from '../picture/traceIn';
import { Cell } from '../state/Cell';
import { editorContext } from './editorContext';
import { type KeySettings, keymapOf } from './keySettings';
import type { Layout } from './Layout';
import type { Lease } from './Lease';
import { narrate } from './narrate';
import { openSides } from './openSides';
import type { Pages } from './Pages';
import { type PaletteName, recoloured } from './palettes';
import {
  keepKeys,
  keepLayout,
  keepLook,
  keepPalette,
  keepToolOptions,
  readKeys,
  readLayout,
  readLook,
  readPalette,
  readToolOptions,
} from './preferences';
import { Reference } from './Reference';
import type { TaskFlow } from './TaskFlow';
import { TaskWork } from './TaskWork';
import { serverTransport } from './transport';
import { type Notice, type SidePanel, startUi, type UiState } from './UiState';
import { WorkClock } from './WorkClock';
import type { WorkMode } from './WorkMode';

export interface SessionParts {
  readonly task: Task;
  readonly project: Project;
  readonly mode: WorkMode;
  readonly lease: Lease;
  readonly pages: Pages;
  readonly model: EditorModel;
  readonly journal: TaskJournal;
  /** Of whoever is signed in. */
  readonly email: string;
}

/** An open task with all that works on it; it lives outside React, whose components show it. */
export class EditorSession {
  readonly task: Task;
  readonly project: Project;
  readonly mode: WorkMode;
  readonly lease: Lease;
  readonly pages: Pages;
  readonly model: EditorModel;
  readonly journal: TaskJournal;
  readonly email: string;
  readonly issues: TaskIssues;
  readonly suggestion: SuggestionDraft;
  readonly comparison: Comparison;
  readonly editor: Editor;
  readonly sync: Sync;
  readonly validation: LiveValidation;
  readonly work: TaskWork;
  readonly clock = new WorkClock();
  readonly commands: readonly Command[];
  readonly keys = new Cell<KeySettings>(readKeys());
  readonly keymap: Cell<Keymap>;
  readonly reference: Reference;
  readonly look = new Cell<Look>(readLook());
  /** The colours of the classes. */
  readonly palette = new Cell<PaletteName>(readPalette());
  readonly layout = new Cell<Layout>(readLayout());
  readonly ui = new Cell<UiState>(startUi);
  readonly notice = new Cell<Notice | null>(null);
  /** Where the pointer is in the picture. */
  readonly pointer = new Cell<Point | null>(null);
  /** What is said to people who do not see the screen. */
  readonly spoken = new Cell('');
  readonly flow = new Cell<TaskFlow | null>(null);
  readonly context: EditorContext;
  private readonly stops: (() => void)[] = [];

  constructor({ task, project, mode, lease, pages, model, journal, email }: SessionParts) {
    const { page, picture } = pages.shown.value;
    const { width, height } = picture.source;
    this.task = task;
    this.project = project;
    this.mode = mode;
    this.lease = lease;
    this.pages = pages;
    this.model = model;
    this.journal = journal;
    this.email = email;
    this.issues = new TaskIssues({ _id: task._id, project: project._id }, email);
    this.editor = new Editor({
      model,
      picture: { width, height },
      options: readToolOptions(),
      ...(page === undefined ? {} : { page }),
    });
    this.reference = new Reference(pages, task.asset.overlay, (text) => this.notify(text));
    this.sync = new Sync({
      taskId: task._id,
      session: lease.session,
      revision: task.revision ?? 0,
      store: model.store,
      journal,
      transport: serverTransport(this.clock),
      onFreeze: (reason) => this.freeze(reason),
    });
    this.validation = new LiveValidation(model, () => this.editor.picture, systemTimers);
    this.work = new TaskWork(this);
    this.suggestion = new SuggestionDraft(this);
    this.comparison = new Comparison(this);
    this.commands = editorCommands(model.schema);
    this.keymap = new Cell(keymapOf(this.commands, this.keys.value));
    this.context = editorContext(this);
  }

  /** Saves from now on, if this window holds the task. */
  async start(): Promise<void> {
    this.stops.push(
      this.look.subscribe(() => keepLook(this.look.value)),
      this.keys.subscribe(() => {
        keepKeys(this.keys.value);
        this.keymap.set(keymapOf(this.commands, this.keys.value));
      }),
      this.layout.subscribe(() => keepLayout(this.layout.value)),
      this.editor.subscribe((event) => this.hear(event)),
      this.lease.state.subscribe(() => this.followLease()),
      showPins(this),
      this.comparison.follow(),
      this.pages.shown.subscribe(() => this.turnPage()),
      this.palette.subscribe(() => this.colour()),
      narrate(this),
      openSides(this),
    );
    void this.issues.read();
    if (this.palette.value !== 'project') {
      this.colour();
    }
    this.clock.start();
    if (this.canSave) {
      await this.sync.start();
    }
  }

  /** The picture of the page that is shown. */
  get picture(): OpenPicture {
    return this.pages.shown.value.picture;
  }

  /** Shows a page, or says why not; answers whether it is shown. */
  async showPage(page: number): Promise<boolean> {
    try {
      return await this.pages.show(page);
    } catch (error) {
      this.notify(`Page ${page + 1}: ${messageOf(error)}`);
      return false;
    }
  }

  /** Selects an object and brings it into sight, on whatever page it is. */
  async reveal(key: MemberKey): Promise<void> {
    const page = this.model.store.get('objects', key)?.page;
    if (page === undefined || page === this.editor.page || (await this.showPage(page))) {
      this.model.selection.set([key]);
      this.context.view.fitTo([key]);
    }
  }

  /** Whether this window holds the task and may change it. */
  get canSave(): boolean {
    return this.lease.state.value.kind === 'held' && this.mode.kind !== 'readonly';
  }

  /** Ends the visit; what could not be sent stays in the journal. */
  async close(): Promise<void> {
    if (this.canSave) {
      await this.sync.flush();
    }
    for (const stop of this.stops) {
      stop();
    }
    this.sync.stop();
    this.validation.stop();
    this.clock.stop();
    this.editor.destroy();
    this.reference.close();
    this.pages.close();
    await this.journal.close();
    await this.lease.release();
  }

  /** Takes the task from whoever has it, and goes on. */
  async takeOver(): Promise<boolean> {
    const { state } = this.lease;
    const wasLost = state.value.kind === 'refused' && state.value.isLost;
    const isTaken = await this.lease.take(true);
    if (isTaken && wasLost) {
      await this.sync.resume(this.lease.session);
    }
    return isTaken;
  }

  /** Shows a panel beside the picture, wherever the sides are. */
  openSide(side: SidePanel): void {
    this.ui.merge({ side, isFocused: false });
    this.layout.merge({ right: true });
  }

  /** Somebody may have taken the task; what this window does with it itself is no news. */
  checkLease(): void {
    if (this.canSave && !this.work.isOver) {
      void this.lease.renew();
    }
  }

  notify(text: string): void {
    this.notice.set({ text, id: (this.notice.value?.id ?? 0) + 1 });
  }

  private freeze(reason: string | undefined): void {
    this.model.rights = { ...this.mode.rights, ...(reason === undefined ? {} : { frozen: reason }) };
    if (reason !== undefined && this.lease.state.value.kind === 'held') {
      this.lease.lose(reason);
    }
    this.editor.abort();
    this.editor.refresh();
  }

  private followLease(): void {
    const state = this.lease.state.value;
    if (state.kind === 'refused' && state.isLost && this.model.rights.frozen === undefined) {
      this.sync.leaseLost(state.reason);
    }
  }

  private hear(event: Parameters<Parameters<Editor['subscribe']>[0]>[0]): void {
    switch (event.kind) {
      case 'refused':
        this.notify(event.reason);
        break;
      case 'measured':
        this.notify(event.text);
        break;
      case 'announce':
        this.spoken.set(event.text);
        break;
      case 'issue':
        writeIssue(this, placeOf(this, event.key, event.point));
        break;
      case 'open':
        this.context.shell.openForm(event.key);
        break;
      case 'options':
        keepToolOptions(this.editor.options);
        this.readPixels();
        break;
      case 'tool':
        this.ui.merge({ hasNumbers: false });
        this.readPixels();
        break;
    }
  }

  private colour(): void {
    keepPalette(this.palette.value);
    this.editor.setSchema(recoloured(this.project.categorySchema as unknown as CategorySchema, this.palette.value));
  }

  private turnPage(): void {
    const { page, picture } = this.pages.shown.value;
    const { width, height } = picture.source;
    const before = this.editor.picture;
    this.editor.setPixels(null, null);
    this.model.selection.clear();
    this.editor.showPage(page, { width, height });
    if (before.width !== width || before.height !== height) {
      this.editor.view.fit();
    }
    this.spoken.set(`Page ${(page ?? 0) + 1} of ${this.pages.count}`);
    this.readPixels();
  }

  /** Only some tools look at the colours, so they are read when one of them is taken. */
  private readPixels(): void {
    const { editor } = this;
    const isNeeded = editor.tool.id === 'bucket' || editor.options.lasso;
    const { picture } = this;
    if (isNeeded && editor.pixels === null && !editor.awaitsPixels && picture.readPixels) {
      editor.awaitsPixels = true;
      picture.readPixels().then(
        (pixels) => picture === this.picture && editor.setPixels(pixels, traceIn(pixels)),
        () => {
          if (picture === this.picture) {
            editor.setPixels(null, null);
          }
          this.notify('The colours of this picture cannot be read.');
        },
      );
    }
  }
}
