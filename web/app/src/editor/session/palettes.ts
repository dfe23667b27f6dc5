import type { CategorySchema, SchemaClass } from '@limn/editor';

/** How classes are told apart: by the project's colours, or by colours that most people with a colour-vision deficiency tell apart. */
export const paletteNames = ['project', 'distinct', 'light'] as const;
export type PaletteName = (typeof paletteNames)[number];

export const paletteLabels: Readonly<Record<PaletteName, string>> = {
  project: 'Colours of the project',
  distinct: 'Safe for colour blindness',
  light: 'Safe and light, for dark pictures',
};

// Okabe and Ito, "Color Universal Design", without black; and the "light" scheme of Paul Tol.
const palettes: Readonly<Record<Exclude<PaletteName, 'project'>, readonly string[]>> = {
  distinct: ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'],
  light: ['#77aadd', '#ee8866', '#eedd88', '#ffaabb', '#99ddff', '#44bb99', '#bbcc33', '#aaaa00'],
};

/** The schema with other colours; from the second round on, classes of the same colour are told apart by dashed lines. */
export function recoloured(schema: CategorySchema, name: PaletteName): CategorySchema {
  if (name === 'project') {
    return schema;
  }
  const colors = palettes[name];
  const withColors = (classes: readonly SchemaClass[]) =>
    classes.map((one, at) => ({
      ...one,
      color: colors[at % colors.length] ?? '#888888',
      dashed: Math.floor(at / colors.length) % 2 === 1,
    }));
  return { ...schema, tools: withColors(schema.tools), relations: withColors(schema.relations) };
}
