import type { MemberKey, Point } from '../model/answer';
import type { RefusalCode } from '../model/changes';
import type { TilePlace } from '../render/renderer';

/** What the shell may want to hear of. */
export type EditorEvent =
  /** The overlay, the tool or its state changed; ask the editor for what is needed. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'view' }
  | { readonly kind: 'page'; readonly page: number | undefined }
  | { readonly kind: 'tool'; readonly tool: string }
  | { readonly kind: 'class'; readonly schemaId: string | null }
  | { readonly kind: 'options' }
  /** Tiles of the brush mask look different. */
  | { readonly kind: 'mask'; readonly tiles: readonly TilePlace[] }
  /** Objects were drawn; the shell opens their form. */
  | { readonly kind: 'created'; readonly keys: readonly MemberKey[] }
  /** Double click on an object: the shell opens its form. */
  | { readonly kind: 'open'; readonly key: MemberKey }
  /** Something was not done; shown near the pointer. */
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode | 'too-small' | 'no-class' | 'empty' | 'no-pixels';
      readonly reason: string;
    }
  /** A place for an issue was chosen. */
  | { readonly kind: 'issue'; readonly point: Point; readonly key: MemberKey | null }
  | { readonly kind: 'measured'; readonly text: string }
  /** For screen readers. */
  | { readonly kind: 'announce'; readonly text: string };

export type Listener = (event: EditorEvent) => void;
