import type { ViewActions } from '../commands/EditorContext';
import { type Bounds, boundsOf } from '../geometry/bounds';
import { boundsOfGeometry } from '../geometry/measure';
import type { MemberKey, Point } from '../model/answer';
import type { Editor } from './Editor';

/** What the shell knows of the picture and how it is shown. */
export type LookActions = Pick<
  ViewActions,
  | 'pointer'
  | 'pageCount'
  | 'hasReference'
  | 'showPage'
  | 'cycleLabels'
  | 'toggleGrid'
  | 'toggleCrosshair'
  | 'resetLook'
  | 'showLoupe'
  | 'blinkReference'
>;

/** How an editor's picture is looked at, as commands see it. */
export function viewActions(editor: Editor, look: LookActions): ViewActions {
  const { view } = editor;
  return {
    get pointer() {
      return look.pointer;
    },
    get pixelSize() {
      return view.reach(1);
    },
    get page() {
      return editor.page;
    },
    get pageCount() {
      return look.pageCount;
    },
    get canWalkTiles() {
      return !coversPicture(editor);
    },
    get hasReference() {
      return look.hasReference;
    },
    showPage: (page) => look.showPage(page),
    fit: () => view.fit(),
    fitTo: (keys) => fitTo(editor, keys),
    oneToOne: () => view.oneToOne(),
    zoomBy: (factor) => view.zoomBy(factor),
    panBy: (x, y) => view.panBy(x, y),
    rotate: (direction) => view.rotate(direction),
    flip: () => view.flip(),
    cycleLabels: () => look.cycleLabels(),
    toggleGrid: () => look.toggleGrid(),
    toggleCrosshair: () => look.toggleCrosshair(),
    resetLook: () => look.resetLook(),
    showLoupe: (isShown) => look.showLoupe(isShown),
    blinkReference: (isHidden) => look.blinkReference(isHidden),
    nextTile: () => showNextTile(editor),
  };
}

function fitTo({ scene, view }: Editor, keys: readonly MemberKey[]): void {
  const corners = keys.flatMap((key): Point[] => {
    const geometry = scene.geometryOf(key);
    return geometry ? cornersOf(boundsOfGeometry(geometry)) : [];
  });
  if (corners.length > 0) {
    view.fitTo(boundsOf(corners));
  }
}

// Of what is visible, how much is moved past: a little less than all, so that nothing is missed between two parts.
const SHARE = 0.95;

/** Moves on by what is visible, row by row in reading order; after the last part, the first again. */
function showNextTile(editor: Editor): void {
  const { minX, minY, maxX, maxY } = editor.view.visible();
  const { width, height } = editor.picture;
  const isEndOfRow = isAtEnd(maxX, width);
  const [left, top] = [next(minX, maxX, width), isEndOfRow ? next(minY, maxY, height) : Math.max(0, minY)];
  moveTo(editor, [left, top], [minX, minY]);
}

/** Where the next part begins, along one side: the last one ends with the picture. */
function next(low: number, high: number, length: number): number {
  return isAtEnd(high, length) ? 0 : Math.min(low + SHARE * (high - low), Math.max(0, length - (high - low)));
}

function isAtEnd(high: number, length: number): boolean {
  return high >= length - 0.5;
}

function moveTo({ view }: Editor, target: Point, from: Point): void {
  const [before, after] = [view.toScreen(from), view.toScreen(target)];
  view.panBy(before.x - after.x, before.y - after.y);
}

function coversPicture({ view, pictureBounds }: Editor): boolean {
  const seen = view.visible();
  return (
    seen.minX <= pictureBounds.minX &&
    seen.minY <= pictureBounds.minY &&
    seen.maxX >= pictureBounds.maxX &&
    seen.maxY >= pictureBounds.maxY
  );
}

function cornersOf({ minX, minY, maxX, maxY }: Bounds): Point[] {
  return [
    [minX, minY],
    [maxX, maxY],
  ];
}
