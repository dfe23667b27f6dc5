import type { FrameReport, PictureRenderer, RendererOptions } from './renderer';

/** Calls `draw` once per animation frame while something is to be drawn. */
export class FrameLoop implements RendererOptions {
  private renderer: PictureRenderer | null = null;
  private handle: number | null = null;
  private readonly drawn: (report: FrameReport) => void;

  constructor(drawn: (report: FrameReport) => void = () => undefined) {
    this.drawn = drawn;
  }

  readonly requestFrame = (): void => {
    this.handle ??= requestAnimationFrame(() => {
      this.handle = null;
      if (this.renderer) this.drawn(this.renderer.draw());
    });
  };

  start(renderer: PictureRenderer): void {
    this.renderer = renderer;
    this.requestFrame();
  }

  stop(): void {
    this.renderer = null;
    if (this.handle !== null) cancelAnimationFrame(this.handle);
    this.handle = null;
  }
}
