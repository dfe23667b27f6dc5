import { around, type Bounds } from '../geometry/bounds';
import { type Candidate, type Hit, hitTest } from '../geometry/hitTest';
import { SNAP_REACH, type Snapped, snapped } from '../geometry/snap';
import type { MemberKey, Point } from '../model/answer';
import type { Editor } from './Editor';
import type { Pointer } from './input';

/** What is under the pointer or near to it, of what is shown. */
export class Pointing {
  private readonly editor: Editor;
  /** What the last vertex snapped to, to be shown. */
  target: Snapped | null = null;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  visibleIn(bounds: Bounds): Candidate<MemberKey>[] {
    const { model, scene, store } = this.editor;
    return scene.near(bounds).filter(({ key }) => {
      const member = store.get('objects', key);
      return member !== undefined && model.visibility.isVisible(member);
    });
  }

  hitTest(point: Point, reach: number): Hit<MemberKey>[] {
    return hitTest(this.visibleIn(around(point, reach)), point, reach);
  }

  snap(pointer: Pointer, without: ReadonlySet<MemberKey>): Point {
    const { options, view, pictureBounds } = this.editor;
    const { snapping, snapKinds, gridStep } = options;
    if (!snapping || pointer.ctrl) return pointer.at;
    const reach = view.reach(SNAP_REACH);
    const neighbours = this.visibleIn(around(pointer.at, reach))
      .filter(({ key }) => !without.has(key))
      .map(({ geometry }) => geometry);
    const kinds = new Set(gridStep > 0 ? [...snapKinds, 'grid' as const] : snapKinds);
    this.target = snapped(pointer.at, neighbours, { kinds, reach, picture: pictureBounds, gridStep });
    return this.target?.point ?? pointer.at;
  }
}
