import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { nonce } from '../nonce';

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: 'light-dark(#0f5f8c, #7cc4ea)' },
  { tag: tags.string, color: 'light-dark(#146c43, #8fd6a8)' },
  { tag: tags.number, color: 'light-dark(#9a4600, #f0b072)' },
  { tag: [tags.bool, tags.null], color: 'light-dark(#7c2fb0, #d3a6f5)' },
  { tag: tags.invalid, color: 'var(--mantine-color-error)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--limn-muted)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'light-dark(rgb(0 0 0 / 3%), rgb(255 255 255 / 4%))' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'light-dark(#cfe9e4, #24524d)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--limn-surface)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--limn-line)',
    borderRadius: '6px',
  },
});

interface EditorSettings {
  parent: HTMLElement;
  text: string;
  label: string;
  height: { min: string; max: string };
  isReadOnly: boolean;
  onChange: (text: string) => void;
}

/** A JSON editor in an element. Escape then Tab leaves it by keyboard. */
export function createEditor({ parent, text, label, height, isReadOnly, onChange }: EditorSettings): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        json(),
        syntaxHighlighting(colors),
        look,
        EditorView.theme({ '.cm-scroller': { minHeight: height.min, maxHeight: height.max, overflow: 'auto' } }),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorState.readOnly.of(isReadOnly),
        EditorState.tabSize.of(2),
        keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            onChange(update.state.doc.toString());
          }
        }),
      ],
    }),
  });
}
