import { whenIdle } from '../idle';
import type { Scene } from './scene';

/** So many changed shapes are left beside the packed index. */
const fewLoose = 200;
/** So many are packed at once, since drawing them one by one would cost more. */
const manyLoose = 1_000;

/** Packs the scene anew when many of its shapes changed, in idle time where that can wait. */
export class Settling {
  private cancel: (() => void) | null = null;
  private readonly scene: Scene;
  private readonly settled: () => void;

  constructor(scene: Scene, settled: () => void) {
    this.scene = scene;
    this.settled = settled;
  }

  /** Call after changes, before drawing. */
  consider(): void {
    if (this.scene.unsettled > manyLoose) this.settle();
    else if (this.scene.unsettled > fewLoose) this.cancel ??= whenIdle(() => this.settle());
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private settle(): void {
    this.stop();
    this.scene.settle();
    this.settled();
  }
}
