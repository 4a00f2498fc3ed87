// What the exported page says, in its two languages; `terms` are the names of columns and of kinds of nodes, `place` is that
// of the language where names come in both.

const zh = {
  place: 0,
  find: "查找", year: "年份", least: "最小权重", legend: "图例", strongest: "最强的连线", about: "说明", theme: "切换明暗",
  nodes: "节点", edges: "连线", all: "全部", rest: "少见或未知", nothing: "图上没有", sentences: "原文句子", other: "English",
  zoomIn: "放大", zoomOut: "缩小", whole: "看全图",
  click: "点击节点或连线，这里显示它的数据和原文句子的地址。",
  undrawable: "这个浏览器没有 WebGL，画不了网络；旁边的列表说的是同样的内容。",
  help: "滚轮缩放，拖动平移，悬停看邻居。键盘：方向键平移，+、- 缩放，0 看全图；列表以文字说同样的内容。",
  measure: (color, size) => `颜色：${color}；圆的面积：${size}；线的粗细：权重。`,
  terms: {
    category: "类别", level: "层级", function: "职能", agency_kind: "组织类型", place: "地区", province: "省级", community: "社群", degree: "度",
    weighted_degree: "加权度", betweenness: "中介性", pagerank: "PageRank", hub: "枢纽值", authority: "权威值", years: "年份",
    weight: "权重", agency: "机关", act: "法律文件", activity: "工作", programme: "举措",
  },
};

const en = {
  place: 1,
  find: "Find", year: "Year", least: "Minimum weight", legend: "Legend", strongest: "Strongest edges", about: "About", theme: "Light or dark",
  nodes: "nodes", edges: "edges", all: "all", rest: "rare or unknown", nothing: "not in the drawing", sentences: "sentences", other: "中文",
  zoomIn: "Zoom in", zoomOut: "Zoom out", whole: "See all",
  click: "Click a node or an edge to see its figures and the address of its sentences.",
  undrawable: "This browser has no WebGL and cannot draw the network; the lists beside tell the same.",
  help: "Scroll to zoom, drag to move, point to see neighbours. By keyboard: arrows move, + and - zoom, 0 shows all; the list says the same in words.",
  measure: (color, size) => `Colour: ${color}; area of a circle: ${size}; width of a line: weight.`,
  terms: { weighted_degree: "weighted degree", agency_kind: "kind" },
};

export const WORDS = { "zh-CN": zh, en };
