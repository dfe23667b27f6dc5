import type { MemberKey } from '@limn/editor';
import type { ClassRing } from './classRing';

export type SidePanel =
  | 'objects'
  | 'review'
  | 'issues'
  | 'problems'
  | 'history'
  | 'instructions'
  | 'attachments'
  | 'info';
export type Dialog = 'palette' | 'shortcuts' | 'reject' | 'openIssues' | null;

/** Which parts of the shell are open. */
export interface UiState {
  readonly side: SidePanel;
  readonly dialog: Dialog;
  /** Whether the panels are hidden. */
  readonly isFocused: boolean;
  /** Where the context menu is, in CSS pixels of the window. */
  readonly menu: { readonly x: number; readonly y: number } | null;
  /** Whether the fields for the draft's numbers are open. */
  readonly hasNumbers: boolean;
  /** The text by which the object list is filtered. */
  readonly filter: string;
  /** Whether the object list has headings. */
  readonly isByClass: boolean;
  /** Grows when the search of the classes is asked for. */
  readonly classSearch: number;
  /** Grows when the number of a page is asked for. */
  readonly pageAsked: number;
  /** Whether the picture is magnified around the pointer. */
  readonly hasLoupe: boolean;
  /** The classes around a place of the picture's area, in CSS pixels. */
  readonly ring: ClassRing | null;
  /** The object whose form is to get the focus. */
  readonly form: MemberKey | null;
}

export const startUi: UiState = {
  side: 'objects',
  dialog: null,
  isFocused: false,
  menu: null,
  hasNumbers: false,
  filter: '',
  isByClass: false,
  classSearch: 0,
  pageAsked: 0,
  hasLoupe: false,
  ring: null,
  form: null,
};

/** A sentence that is shown for a while, near the pointer. */
export interface Notice {
  readonly text: string;
  readonly id: number;
}
