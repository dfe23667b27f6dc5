import type { Point } from '@limn/editor';
import type { RawPointer } from '@limn/editor/tools/input';
import { toastError } from '../../ui/toast';
import type { EditorSession } from '../session/EditorSession';
import { mayMove, showIssue } from './issueActions';
import { writePosition } from './issuePlace';
import { type IssuePin, issuePins } from './showPins';

// The head of a pin, in CSS pixels above its place.
const headHeight = 18;
const headReach = 13;
const dragAfter = 4;

interface Press {
  readonly pin: IssuePin;
  readonly from: RawPointer;
  /** From where the hand holds it to its tip. */
  readonly reach: { readonly x: number; readonly y: number };
  readonly canMove: boolean;
  isDrag: boolean;
  point: Point;
}

/** The hand on a pin: a click opens its issue, dragging moves it where it may be moved. */
export class PinPointer {
  private readonly session: EditorSession;
  private press: Press | null = null;

  constructor(session: EditorSession) {
    this.session = session;
  }

  /** Answers whether a pin was pressed, which the tools hear nothing of. */
  down(raw: RawPointer): boolean {
    const pin = raw.button === 0 ? this.under(raw) : undefined;
    if (pin) {
      const tip = this.session.editor.view.toScreen(pin.point);
      const reach = { x: tip.x - raw.x, y: tip.y - raw.y };
      this.press = { pin, from: raw, reach, canMove: mayMove(this.session, pin.id), isDrag: false, point: pin.point };
    }
    return pin !== undefined;
  }

  /** Answers whether a pin is held. */
  move(raw: RawPointer): boolean {
    const { press, session } = this;
    if (press === null) {
      return false;
    }
    press.isDrag ||= Math.hypot(raw.x - press.from.x, raw.y - press.from.y) >= dragAfter;
    if (press.isDrag && press.canMove) {
      const { view, pictureBounds } = session.editor;
      const [x, y] = view.toPicture({ x: raw.x + press.reach.x, y: raw.y + press.reach.y });
      press.point = [
        Math.min(Math.max(x, pictureBounds.minX), pictureBounds.maxX),
        Math.min(Math.max(y, pictureBounds.minY), pictureBounds.maxY),
      ];
      this.show(press);
    }
    return true;
  }

  /** Answers whether a pin was held. */
  up(): boolean {
    const { press, session } = this;
    this.press = null;
    if (press === null) {
      return false;
    }
    if (press.isDrag && press.canMove) {
      session.issues.change(press.pin.id, { position: writePosition(press.point) }).catch((error: unknown) => {
        session.editor.setPins(issuePins(session));
        toastError(error, 'The pin could not be moved');
      });
    } else if (!press.isDrag) {
      showIssue(session, press.pin.id);
    }
    return true;
  }

  /** Nothing is held any more, and nothing moved. */
  cancel(): void {
    if (this.press !== null) {
      this.press = null;
      this.session.editor.setPins(issuePins(this.session));
    }
  }

  /** The pin at a place of the screen; those that are drawn last lie above. */
  under({ x, y }: { readonly x: number; readonly y: number }): IssuePin | undefined {
    const { editor, issues } = this.session;
    if (editor.tool.id !== 'select' || !issues.filter.value.hasPins) {
      return undefined;
    }
    return issuePins(this.session).findLast(({ point }) => {
      const head = editor.view.toScreen(point);
      return Math.hypot(x - head.x, y - (head.y - headHeight)) <= headReach;
    });
  }

  private show({ pin, point }: Press): void {
    const others = issuePins(this.session).filter(({ id }) => id !== pin.id);
    this.session.editor.setPins([...others, { ...pin, point, active: true }]);
  }
}
