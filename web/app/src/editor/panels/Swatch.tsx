import classes from './Swatch.module.css';

/** The colour of a class. */
export function Swatch({ color }: { color: string | undefined }) {
  return <span className={classes.swatch} style={{ backgroundColor: color ?? 'var(--limn-muted)' }} aria-hidden />;
}
