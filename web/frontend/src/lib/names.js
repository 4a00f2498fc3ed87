// The names of nodes on the canvas. Sigma says which nodes are worth a name at this zoom; each is written beside its node
// where it covers no other name and no node, the larger nodes first. What finds no room is read by pointing or coming nearer.
import { token } from "./theme.js";

const GAP = 4;
const PADDING = 5;
/** So many of the largest nodes keep their names also where those cover smaller nodes. */
const CERTAIN = 8;

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Those of the boxes {left, top, right, bottom} that run into none of the earlier ones that stay. */
export function apart(boxes) {
  const kept = [];
  for (const box of boxes) if (!kept.some((other) => meet(box, other))) kept.push(box);
  return kept;
}

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
 * How sigma draws names and the node that is pointed at: its settings `drawLabel` and `drawHover`; `begin`, to be called
 * before a frame is drawn, and `flush` after it, with the width of the canvas, all nodes that are on it, and boxes where no
 * name may stand; it returns the boxes of the names.
 */
export function names() {
  const waiting = new Map();
  let pointed = []; // boxes of the nodes that are pointed at, drawn before the names of a frame

  function font(context, settings) {
    context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    context.lineJoin = "round";
  }

  function write(context, boxes, settings) {
    context.lineWidth = 3;
    context.strokeStyle = token("--panel");
    context.fillStyle = token("--ink");
    for (const box of boxes) {
      const base = box.top + settings.labelSize * 0.98;
      context.strokeText(box.node.label, box.left, base);
      context.fillText(box.node.label, box.left, base);
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
      const order = [...waiting.values()].sort((a, b) => b.node.zIndex - a.node.zIndex || b.node.size - a.node.size || (a.node.key < b.node.key ? -1 : 1));
      const kept = [...pointed];
      if (!order.length) return kept;
      const [{ context, settings }] = order;
      font(context, settings);
      const discs = nodes.map(disc);
      const given = kept.length;
      for (const [rank, { node }] of order.entries()) {
        const free = beside(node, context.measureText(node.label).width, settings.labelSize * 1.25)
          .filter((box) => inside(box, room) && ![...taken, ...kept].some((other) => meet(box, other)));
        for (const box of free) box.covered = discs.filter((other) => other.key !== node.key && meet(box, other));
        const [box] = free.sort((a, b) => a.covered.length - b.covered.length);
        const certain = rank < CERTAIN || node.zIndex > 0;
        if (box && (!box.covered.length || (certain && box.covered.every((other) => other.size < node.size)))) kept.push(box);
      }
      write(context, kept.slice(given), settings);
      return kept;
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
