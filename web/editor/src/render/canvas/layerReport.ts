/** What a layer did in one frame. */
export interface LayerReport {
  drawCalls: number;
  shapesDrawn: number;
  redrawn: boolean;
}
