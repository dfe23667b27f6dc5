import {
  type EditorContext,
  keyOf,
  type Member,
  type MemberKey,
  objectFilter,
  type ShellActions,
  type TaskActions,
} from '@limn/editor';
import type { Look } from '@limn/editor/render/renderer';
import { toolActions } from '@limn/editor/tools/toolActions';
import { type LookActions, viewActions } from '@limn/editor/tools/viewActions';
import { toastError } from '../../ui/toast';
import { decideSuggestion, openSuggestion } from '../issues/decideSuggestion';
import { placeOf, showNextIssue, writeIssue } from '../issues/issueActions';
import { endWork, startReject } from '../review/endings';
import { acceptVisible, judge } from '../review/judge';
import { closeRing, openRing } from './classRing';
import { downloadJournal } from './downloadJournal';
import type { EditorSession } from './EditorSession';
import { startLook } from './preferences';

const labelSteps: readonly Look['labels'][] = ['all', 'hovered', 'none'];

/** What commands work with, of an open task. */
export function editorContext(session: EditorSession): EditorContext {
  return {
    model: session.model,
    tools: toolActions(session.editor, () => session.ui.merge({ hasNumbers: true })),
    view: viewActions(session.editor, lookActions(session)),
    shell: shellActions(session),
    task: taskActions(session),
  };
}

/** The objects in the order of the list, filtered. */
export function listedObjects({ model, ui, issues, editor }: EditorSession): readonly MemberKey[] {
  const hasIssue = (objectId: string) => issues.hasOpen(objectId);
  const passes = objectFilter(ui.value.filter, { schema: model.schema, hasIssue });
  const isHere = ({ page }: Member) => page === editor.page;
  return model.store
    .members('objects')
    .filter((member) => isHere(member) && passes(member))
    .map(keyOf);
}

function lookActions(session: EditorSession): LookActions {
  const { look, pointer, pages, reference, ui } = session;
  return {
    get pointer() {
      return pointer.value;
    },
    pageCount: pages.count,
    get hasReference() {
      return reference.isShown;
    },
    showPage: (page) => void session.showPage(page),
    cycleLabels: () => {
      const at = labelSteps.indexOf(look.value.labels);
      look.merge({ labels: labelSteps[(at + 1) % labelSteps.length] ?? 'all' });
    },
    toggleGrid: () => look.merge({ grid: !look.value.grid }),
    toggleCrosshair: () => look.merge({ crosshair: !look.value.crosshair }),
    resetLook: () => {
      const { brightness, contrast, gamma, invert, opacity } = startLook;
      look.merge({ brightness, contrast, gamma, invert, opacity });
    },
    showLoupe: (isShown) => ui.merge({ hasLoupe: isShown }),
    blinkReference: (isHidden) => reference.blink(isHidden),
  };
}

function shellActions(session: EditorSession): ShellActions {
  const { ui, issues } = session;
  return {
    get objectOrder() {
      return listedObjects(session);
    },
    openPalette: () => ui.merge({ dialog: 'palette' }),
    openShortcuts: () => ui.merge({ dialog: 'shortcuts' }),
    searchClasses: () => ui.merge({ classSearch: ui.value.classSearch + 1, isFocused: false }),
    showClassRing: (isShown) => (isShown ? openRing(session) : closeRing(session)),
    toggleFocusMode: () => ui.merge({ isFocused: !ui.value.isFocused }),
    openIssues: () => session.openSide('issues'),
    nextIssue: () => showNextIssue(session),
    writeIssue: (key) => writeIssue(session, placeOf(session, key, [0, 0])),
    openHistory: (key) => {
      session.model.selection.set([key]);
      session.openSide('history');
    },
    choosePage: () => ui.merge({ pageAsked: ui.value.pageAsked + 1, isFocused: false }),
    closeTop: () => {
      if (ui.value.side === 'issues' && issues.open.value !== null && ui.value.menu === null) {
        issues.open.set(null);
        return true;
      }
      const wasOpen = ui.value.menu !== null || ui.value.side !== 'objects';
      ui.merge({ menu: null, side: 'objects' });
      return wasOpen;
    },
    openForm: (key) => {
      session.model.selection.set([key]);
      session.openSide('objects');
      ui.merge({ form: key });
    },
    downloadJournal: () => downloadJournal(session),
    notify: (text) => session.notify(text),
    writeClipboard: (text) => void navigator.clipboard?.writeText(text).catch(() => undefined),
    readClipboard: () => navigator.clipboard?.readText() ?? Promise.reject(new Error('There is no clipboard.')),
  };
}

function taskActions(session: EditorSession): TaskActions {
  const { mode, flow } = session;
  return {
    isReview: mode.kind === 'review',
    get canSubmit() {
      return mode.canSubmit && session.canSave;
    },
    get canSkip() {
      return mode.canSkip && session.canSave && session.project.taskSkipEnabled;
    },
    get hasNext() {
      return flow.value?.hasNext ?? false;
    },
    get hasPrevious() {
      return flow.value?.hasPrevious ?? false;
    },
    get hasSuggestions() {
      return openSuggestion(session) !== undefined;
    },
    save: () => void session.sync.flush(),
    submit: () => endWork(session, mode.kind === 'review' ? 'accept' : 'submit'),
    reject: () => startReject(session),
    skip: () => endWork(session, 'skip'),
    next: () => flow.value?.next(),
    previous: () => flow.value?.previous(),
    judge: (keys, isAccepted) => {
      const suggestion = openSuggestion(session);
      if (suggestion && mode.kind !== 'review') {
        decideSuggestion(session, suggestion, isAccepted).catch((error: unknown) => toastError(error));
      } else {
        judge(session, keys, isAccepted);
      }
    },
    acceptVisible: () => acceptVisible(session),
  };
}
