import { setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { createEditor } from './createEditor';
import classes from './JsonEditor.module.css';

/** Something wrong at a place of the text. */
export interface Diagnostic {
  from: number;
  to: number;
  message: string;
}

interface JsonAreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problems: readonly Diagnostic[];
  height: { min: string; max: string };
}

/** The editing area alone. Its text follows `value`; what the user types is reported and not echoed back. */
export function JsonArea({ label, value, onChange, problems, height }: JsonAreaProps) {
  const frame = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const create = useEffectEvent((parent: HTMLElement) =>
    createEditor({ parent, text: value, label, height, isReadOnly: false, onChange: report }),
  );
  const report = useEffectEvent((text: string) => onChange(text));

  useEffect(() => {
    if (frame.current === null) {
      return undefined;
    }
    const view = create(frame.current);
    editor.current = view;
    return () => view.destroy();
  }, []);

  useEffect(() => {
    const view = editor.current;
    const present = view?.state.doc.toString();
    if (view && present !== value) {
      view.dispatch({ changes: { from: 0, to: present?.length ?? 0, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    const view = editor.current;
    if (view) {
      const end = view.state.doc.length;
      const marks = problems.map(({ from, to, message }) => ({
        from: Math.min(from, end),
        to: Math.min(to, end),
        message,
        severity: 'error' as const,
      }));
      view.dispatch(setDiagnostics(view.state, marks));
    }
  }, [problems]);

  return <div ref={frame} className={classes.frame} data-invalid={problems.length > 0 || undefined} />;
}
