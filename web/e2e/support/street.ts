import { type Color, png } from './png';

export const streetSize = { width: 960, height: 600 };

type Paint = (x: number, y: number, below: Color) => Color;

const mix = (from: Color, to: Color, part: number): Color => [
  Math.round(from[0] + (to[0] - from[0]) * part),
  Math.round(from[1] + (to[1] - from[1]) * part),
  Math.round(from[2] + (to[2] - from[2]) * part),
];

const within = (x: number, y: number, left: number, top: number, width: number, height: number) =>
  x >= left && x < left + width && y >= top && y < top + height;

const round = (x: number, y: number, cx: number, cy: number, rx: number, ry: number) =>
  ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;

const horizon = 270;

const ground: Paint = (x, y) => {
  if (y < horizon) {
    return mix([116, 168, 214], [222, 234, 240], y / horizon);
  }
  const half = 60 + ((y - horizon) / (600 - horizon)) * 620;
  const across = (x - 480) / half;
  if (Math.abs(across) > 1) {
    return Math.abs(across) < 1.22 ? [176, 172, 164] : mix([122, 150, 92], [92, 124, 70], (y - horizon) / 330);
  }
  const isDash = Math.abs(across) < 0.018 && Math.floor(60 * Math.log(y - horizon + 20)) % 28 < 14;
  const isEdge = Math.abs(Math.abs(across) - 0.94) < 0.014;
  return isDash || isEdge ? [232, 230, 220] : mix([104, 106, 110], [78, 80, 85], (y - horizon) / 330);
};

function house(left: number, top: number, width: number, height: number, wall: Color): Paint {
  return (x, y, below) => {
    if (!within(x, y, left, top, width, height)) {
      return below;
    }
    const [column, row] = [(x - left) % 34, (y - top) % 44];
    return column > 9 && column < 25 && row > 12 && row < 34 ? [70, 88, 108] : wall;
  };
}

function tree(cx: number, cy: number, size: number): Paint {
  return (x, y, below) => {
    if (
      round(x, y, cx - size * 0.2, cy, size, size * 0.9) ||
      round(x, y, cx + size * 0.5, cy + 6, size * 0.7, size * 0.7)
    ) {
      return mix([66, 118, 62], [46, 88, 48], (y - cy + size) / (2 * size));
    }
    return within(x, y, cx - 5, cy, 11, size * 2) ? [96, 72, 52] : below;
  };
}

/** A part of a car, in shares of its width and height; its sides lean inwards by `lean` at the top. */
interface Part {
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
  readonly color: Color;
  readonly lean?: number;
}

const glass: Color = [46, 62, 78];
const tyre: Color = [28, 28, 30];
const plate: Color = [236, 236, 228];

const isIn = ({ box: [left, top, right, bottom], lean = 0 }: Part, u: number, v: number) => {
  const inwards = lean * (bottom - v);
  return v >= top && v < bottom && u >= left + inwards && u < right - inwards;
};

/** A car from behind or from the front. */
function car(left: number, top: number, width: number, color: Color, lamp: Color): Paint {
  const height = width * 0.72;
  const shade = mix(color, [20, 20, 20], 0.18);
  const parts: readonly Part[] = [
    { box: [0.06, 0.84, 0.24, 1], color: tyre },
    { box: [0.76, 0.84, 0.94, 1], color: tyre },
    { box: [0.08, 0, 0.92, 0.42], color, lean: 0.36 },
    { box: [0.13, 0.08, 0.87, 0.4], color: glass, lean: 0.36 },
    { box: [0, 0.42, 1, 0.66], color },
    { box: [0, 0.66, 1, 0.88], color: shade },
    { box: [0, 0.5, 0.2, 0.62], color: lamp },
    { box: [0.8, 0.5, 1, 0.62], color: lamp },
    { box: [0.38, 0.66, 0.62, 0.76], color: plate },
  ];
  return (x, y, below) => {
    const [u, v] = [(x - left) / width, (y - top) / height];
    const isShadow = v > 0.9 && round(x, y, left + width / 2, top + height, width * 0.56, 7);
    return parts.findLast((part) => isIn(part, u, v))?.color ?? (isShadow ? mix(below, [20, 20, 24], 0.55) : below);
  };
}

function person(cx: number, foot: number, height: number, coat: Color): Paint {
  const top = foot - height;
  return (x, y, below) => {
    if (round(x, y, cx, top + height * 0.1, height * 0.085, height * 0.1)) {
      return [206, 160, 130];
    }
    if (round(x, y, cx, top + height * 0.4, height * 0.15, height * 0.24)) {
      return coat;
    }
    const isLeg = Math.abs(Math.abs(x - cx) - height * 0.06) < height * 0.045;
    return y > top + height * 0.55 && y < foot && isLeg ? [44, 52, 74] : below;
  };
}

function sign(x0: number, y0: number): Paint {
  return (x, y, below) => {
    if (round(x, y, x0, y0, 24, 24)) {
      return round(x, y, x0, y0, 17, 17) ? [240, 240, 236] : [190, 44, 44];
    }
    return within(x, y, x0 - 3, y0, 6, 130) ? [128, 132, 136] : below;
  };
}

const scene: readonly Paint[] = [
  ground,
  house(0, 92, 170, 208, [188, 150, 120]),
  house(150, 142, 120, 148, [200, 190, 172]),
  house(700, 130, 130, 160, [170, 122, 104]),
  house(810, 62, 150, 240, [204, 200, 190]),
  tree(300, 208, 40),
  tree(664, 214, 34),
  car(424, 262, 62, [214, 214, 210], [200, 60, 50]),
  car(214, 316, 168, [52, 96, 158], [250, 244, 214]),
  car(560, 330, 214, [176, 58, 48], [236, 90, 70]),
  person(128, 428, 152, [226, 178, 62]),
  person(852, 412, 136, [60, 130, 118]),
  sign(812, 236),
];

/** A street that nobody photographed: everything on it is drawn here. */
export function street(): Buffer {
  return png(streetSize.width, streetSize.height, (x, y) =>
    scene.reduce<Color>((below, paint) => paint(x, y, below), [0, 0, 0]),
  );
}

/** What somebody would label on it; for the schema of the tests. */
export const streetObjects = [
  {
    schemaId: 'road',
    objectId: '0road1',
    polygon: [
      [420, 270],
      [540, 270],
      [958, 508],
      [958, 598],
      [2, 598],
      [2, 512],
    ],
  },
  { schemaId: 'car', objectId: 'a1car2', 'bounding-box': { x: 214, y: 316, width: 168, height: 122 } },
  { schemaId: 'car', objectId: 'b2car3', 'bounding-box': { x: 560, y: 330, width: 214, height: 156 } },
  { schemaId: 'car', objectId: 'c3car4', 'bounding-box': { x: 424, y: 262, width: 62, height: 46 } },
  {
    schemaId: 'sign',
    objectId: 'd4sig5',
    'rotated-bounding-box': { x: 788, y: 212, width: 48, height: 48, rotation: 0 },
  },
  {
    schemaId: 'lane',
    objectId: 'e5lan6',
    polyline: [
      [480, 274],
      [480, 598],
    ],
  },
];
