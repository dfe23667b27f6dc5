/** The sides of the editor, as somebody left them. Absent: as the width of the window allows. */
export interface Layout {
  readonly left?: boolean;
  readonly right?: boolean;
  /** CSS pixels. */
  readonly leftWidth: number;
  readonly rightWidth: number;
}

export const sideWidths = { least: 200, most: 480, step: 16 };
export const startLayout: Layout = { leftWidth: 264, rightWidth: 280 };

/** A width that a side may have. */
export function sideWidth(wanted: number): number {
  return Math.round(Math.max(sideWidths.least, Math.min(sideWidths.most, wanted)));
}

/** Where the picture would be left too little room, the right side shows its icons only. */
export function isOpen(side: 'left' | 'right', layout: Layout, isNarrow: boolean): boolean {
  return layout[side] ?? (side === 'left' || !isNarrow);
}
