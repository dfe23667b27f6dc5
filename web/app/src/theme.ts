import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#eefaf7',
  '#d6f3ec',
  '#abe6d9',
  '#7dd5c6',
  '#4dbcae',
  '#2aa195',
  '#16796f',
  '#146c65',
  '#125751',
  '#0f4642',
];

const dark: MantineColorsTuple = [
  '#d3d7dd',
  '#b3b9c2',
  '#8f97a3',
  '#6b7481',
  '#434b57',
  '#343b45',
  '#272d35',
  '#1b2027',
  '#14181d',
  '#0d1013',
];

/** Calm and dense: neutral greys, one accent, so that the colours of annotations are what stands out. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, dark },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': 'Close' },
        // The page has one banner, and a dialog's heading is none.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Notification: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        styles: { description: { color: 'var(--mantine-color-dimmed)' } },
      },
    },
    Paper: { defaultProps: { radius: 'lg', withBorder: true } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500 } },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md', fz: 'md' } },
    ScrollArea: { defaultProps: { type: 'auto' } },
  },
});

/** Colours of our own, and a grey text that is readable on both grounds. */
export const colorVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a636d',
    '--mantine-color-body': '#ffffff',
    '--limn-ground': '#f7f8f9',
    '--limn-surface': '#ffffff',
    '--limn-sunken': '#f0f2f4',
    '--limn-line': '#e3e6ea',
    '--limn-canvas': '#dfe3e8',
    '--limn-muted': '#5a636d',
  },
  dark: {
    '--mantine-color-dimmed': '#9aa3af',
    '--limn-ground': 'var(--mantine-color-dark-8)',
    '--limn-surface': 'var(--mantine-color-dark-7)',
    '--limn-sunken': 'var(--mantine-color-dark-6)',
    '--limn-line': 'var(--mantine-color-dark-5)',
    '--limn-canvas': '#0a0c0f',
    '--limn-muted': '#9aa3af',
  },
});
