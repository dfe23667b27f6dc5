import { Tool } from '../Tool';
import { Idle } from './Idle';

/** Pins an issue to a place, or to the object there; the shell asks for its text. */
export class IssueTool extends Tool {
  readonly id = 'issue';

  idle(): Idle {
    return new Idle(this);
  }
}
