import classes from './Swatch.module.css';

/** The colour of a class, striped where its lines are dashed. */
export function Swatch({ color, pattern = false }: { color: string | undefined; pattern?: boolean }) {
  return (
    <span
      className={classes.swatch}
      data-pattern={pattern || undefined}
      style={{ backgroundColor: color ?? 'var(--limn-muted)' }}
      aria-hidden
    />
  );
}
