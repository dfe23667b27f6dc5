import { BrushMasks } from '../../../web/editor/src/model/brush/BrushMasks';
import { tilePixels, tileSize } from '../../../web/editor/src/model/brush/runs';
import { DocumentStore } from '../../../web/editor/src/model/DocumentStore';
import { EditorModel } from '../../../web/editor/src/model/EditorModel';
import type { Batch } from '../../../web/editor/src/model/operations';
import type { PictureRenderer } from '../../../web/editor/src/render/renderer';
import { zoomAt } from '../../../web/editor/src/render/view';
import { Editor } from '../../../web/editor/src/tools/Editor';
import { area } from './contestant';
import { rendererOf, rest } from './limn';
import { nextFrame, startView } from './movement';
import { colors, pictureSide } from './polygons';

export interface Strokes {
  /** Milliseconds of script of each movement of the pointer, with the drawing of its frame. */
  readonly moves: number[];
  /** The same of letting go: the stroke becomes an operation, which is applied and drawn. */
  readonly ups: number[];
  /** Bytes that are sent for a stroke. */
  readonly bytes: number[];
}

interface Shown {
  readonly host: HTMLElement;
  readonly renderer: PictureRenderer;
}

const masks = 200;

/** Strokes of the editor's own brush on an 8K picture that 200 masks cover: from near, and over most of the picture from afar. */
export async function strokes(host: HTMLElement, kind: 'canvas' | 'webgl', count: number): Promise<Strokes> {
  const editor = openEditor();
  const renderer = await rendererOf(host, kind);
  renderer.setMask(editor.mask);
  editor.subscribe((event) => {
    if (event.kind === 'mask') renderer.maskChanged(event.tiles);
  });
  const sent: Batch[] = [];
  editor.store.subscribe(({ batch }) => sent.push(batch));
  const times: Strokes = { moves: [], ups: [], bytes: [] };
  for (const [scale, step] of [[1, 8], [startView().scale, 16]] as const) {
    const view = zoomAt(startView(), { x: area.width / 2, y: area.height / 2 }, scale);
    editor.view.set(view);
    renderer.setView(view);
    while (!renderer.draw().settled) await nextFrame();
    for (let stroke = 0; stroke < count; stroke++) {
      await paint(editor, { host, renderer }, { x: 400, y: 100 + (stroke % 20) * 25, step }, times);
    }
  }
  times.bytes.push(...sent.map((batch) => new TextEncoder().encode(JSON.stringify(batch)).length));
  Object.assign(window, { held: { renderer, editor } });
  return times;
}

async function paint(
  editor: Editor,
  { host, renderer }: Shown,
  from: { x: number; y: number; step: number },
  times: Strokes,
): Promise<void> {
  const timed = async (list: number[], act: () => void) => {
    await rest(host);
    await nextFrame();
    const start = performance.now();
    act();
    renderer.setOverlay(editor.overlay());
    renderer.draw();
    list.push(performance.now() - start);
  };
  const place = (at: number) => ({ x: from.x + at * from.step, y: from.y + (at % 5) });
  await timed(times.moves, () => editor.pointerDown(place(0)));
  for (let at = 1; at < 30; at++) await timed(times.moves, () => editor.pointerMove(place(at)));
  await timed(times.ups, () => editor.pointerUp(place(29)));
}

function openEditor(): Editor {
  const tools = Array.from({ length: masks }, (_, at) => ({
    schemaId: `mask-${at}`,
    title: `Mask ${at}`,
    tool: 'brush',
    color: colors[at % colors.length] ?? '#000000',
  }));
  const schema = { tools, classifications: [], relations: [] };
  const rights = { mode: 'edit', mayEditInReview: true, mayUnlock: true } as const;
  const model = new EditorModel({ store: new DocumentStore({ objects: [], relations: [] }), schema, rights });
  model.openMask(undefined, paintedTiles(tools.map(({ schemaId }) => schemaId)));
  const options = { brushSize: 100, overwrite: true, fastToolSelection: true };
  const editor = new Editor({ model, picture: { width: pictureSide, height: pictureSide }, options });
  editor.view.resize(area);
  editor.chooseClass('mask-0');
  return editor;
}

/** The whole picture in patches with wavy borders, as the server tells them. */
function paintedTiles(palette: string[]) {
  const across = pictureSide / tileSize;
  return Array.from({ length: across * across }, (_, at) => {
    const [x, y] = [at % across, Math.floor(at / across)];
    const labels = new Uint16Array(tilePixels);
    for (let place = 0; place < tilePixels; place++) {
      labels[place] = patchAt(x * tileSize + (place % tileSize), y * tileSize + Math.floor(place / tileSize));
    }
    const { tiles } = new BrushMasks().paintOperation(undefined, [{ x, y, labels }]);
    return { x, y, palette, runs: tiles[0]?.runs ?? '' };
  });
}

function patchAt(x: number, y: number): number {
  const column = Math.floor((x + 40 * Math.sin(y / 37)) / 580) + 1;
  const row = Math.floor((y + 40 * Math.sin(x / 41)) / 580) + 1;
  return 1 + ((column * 17 + row * 31) % masks);
}
