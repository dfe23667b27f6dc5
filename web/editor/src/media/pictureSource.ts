/** A level of a picture: `shrink` pixels of the file become one. */
export interface PictureLevel {
  readonly shrink: number;
  readonly columns: number;
  readonly rows: number;
}

/** Side of a tile in its own pixels; the last column and row may be smaller. */
export const pictureTileSize = 1024;

/** A decoded picture in tiles, largest level first. */
export interface PictureSource {
  /** Size as shown, after the orientation that the file asks for. */
  readonly width: number;
  readonly height: number;
  readonly levels: readonly PictureLevel[];
  /** The tile, or null while it is being cut; listeners hear when it is there. */
  tile(level: number, column: number, row: number): ImageBitmap | null;
  onTile(listener: () => void): () => void;
}
