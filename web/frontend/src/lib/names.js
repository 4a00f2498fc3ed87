// The names of nodes on the canvas. Sigma says which nodes are worth a name at this zoom; each is written beside its node
// where it covers no other name and no node, the larger nodes first. What finds no room is read by pointing or coming nearer.
import { token } from "./theme.js";

const GAP = 4;
const PADDING = 5;
/** So many of the largest nodes keep their names also where those cover smaller nodes. */
const CERTAIN = 8;

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Where the name of a node can stand: to its right, its left, below and above it. */
function beside({ x, y, size, ...node }, width, height) {
  const away = size + GAP;
  const places = [[x + away, y - height / 2], [x - away - width, y - height / 2], [x - width / 2, y + away - 2], [x - width / 2, y - away - height + 2]];
  return places.map(([left, top]) => ({ node: { ...node, size }, left, top, right: left + width, bottom: top + height }));
}

const inside = (box, room) => box.left >= 2 && box.right <= room - 2;

/** A box with space around it, moved to where all of it can be seen. */
function framed(box, room) {
  const width = box.right - box.left + 2 * PADDING;
  const left = Math.max(1, Math.min(box.left - PADDING, room - width - 1));
  return { ...box, left, right: left + width, top: box.top - PADDING, bottom: box.bottom + PADDING };
}

/** Nodes as boxes: a name keeps clear of the middle of each disc. */
const disc = ({ key, x, y, size }) => ({ key, size, left: x - 0.8 * size, right: x + 0.8 * size, top: y - 0.8 * size, bottom: y + 0.8 * size });

/**
 * Boxes {node, left, top, right, bottom} of the names that find room beside their nodes.
 *
 * @param order the nodes {key, label, x, y, size, zIndex} that are worth a name; `nodes` are all that are drawn.
 * @param settings those of sigma, `width` how wide a text is, `room` how wide the drawing, `taken` boxes to keep clear of.
 */
export function placed(order, nodes, settings, width, room, taken = []) {
  const discs = nodes.map(disc);
  const kept = [];
  const sorted = [...order].sort((a, b) => b.zIndex - a.zIndex || b.size - a.size || (a.key < b.key ? -1 : 1));
  for (const [rank, node] of sorted.entries()) {
    const free = beside(node, width(node.label), settings.labelSize * 1.25)
      .filter((box) => inside(box, room) && ![...taken, ...kept].some((other) => meet(box, other)));
    for (const box of free) box.covered = discs.filter((other) => other.key !== node.key && meet(box, other));
    const [box] = free.sort((a, b) => a.covered.length - b.covered.length);
    const certain = rank < CERTAIN || node.zIndex > 0;
    if (box && (!box.covered.length || (certain && box.covered.every((other) => other.size < node.size)))) kept.push(box);
  }
  return kept;
}

/** The line that the letters of a name in a box stand on. */
export const baseline = (box, settings) => box.top + settings.labelSize * 0.98;

/** Lets a context write, and measure, as sigma is set to. */
export function font(context, settings) {
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.lineJoin = "round";
}

/**
 * How sigma draws names and the node that is pointed at: its settings `drawLabel` and `drawHover`; `begin`, to be called
 * before a frame is drawn, and `flush` after it, with the width of the canvas, all nodes that are on it, and boxes where no
 * name may stand; it returns the boxes of the names.
 */
export function names() {
  const waiting = new Map();
  let pointed = []; // boxes of the nodes that are pointed at, drawn before the names of a frame

  function write(context, boxes, settings) {
    context.lineWidth = 3;
    context.strokeStyle = token("--panel");
    context.fillStyle = token("--ink");
    for (const box of boxes) {
      context.strokeText(box.node.label, box.left, baseline(box, settings));
      context.fillText(box.node.label, box.left, baseline(box, settings));
    }
  }

  return {
    begin() {
      waiting.clear();
      pointed = [];
    },
    drawLabel(context, node, settings) {
      if (node.label) waiting.set(node.key, { context, node, settings });
    },
    flush(room, nodes, taken) {
      for (const { node } of pointed) waiting.delete(node.key);
      if (!waiting.size) return pointed;
      const [{ context, settings }] = waiting.values();
      font(context, settings);
      const order = [...waiting.values()].map(({ node }) => node);
      const kept = placed(order, nodes, settings, (text) => context.measureText(text).width, room, [...taken, ...pointed]);
      write(context, kept, settings);
      return [...pointed, ...kept];
    },
    /** The node that is pointed at with its full name, on the page's own ground: sigma's is white, also where the page is dark. */
    drawHover(context, node, settings) {
      font(context, settings);
      const room = context.canvas.clientWidth;
      const wide = (text) => context.measureText(text).width;
      const label = [node.name, node.label].find((text) => text && wide(text) < room - 2 * PADDING) ?? node.label;
      context.fillStyle = token("--panel");
      context.strokeStyle = token("--line-strong");
      context.lineWidth = 1;
      context.beginPath();
      context.arc(node.x, node.y, node.size + 3, 0, 2 * Math.PI);
      const places = label ? beside({ ...node, label, size: node.size + PADDING }, wide(label), settings.labelSize * 1.25) : [];
      const box = label && framed(places.find((place) => inside(place, room)) ?? places[0], room);
      if (box) context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 4);
      context.fill();
      context.stroke();
      if (!box) return;
      write(context, [{ ...box, left: box.left + PADDING, top: box.top + PADDING }], settings);
      pointed.push(box);
    },
  };
}
