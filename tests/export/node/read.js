// Reads a graph file in the way Gephi Lite does and prints what arrived, as JSON.
const fs = require('fs');
const {MultiGraph} = require('graphology');
const Graph = require('graphology');
const gexf = require('graphology-gexf');
const graphml = require('graphology-graphml');

const path = process.argv[2];
const text = fs.readFileSync(path, 'utf8');
const options = {allowUndeclaredAttributes: true, addMissingNodes: true};

function workspace(value) {
  const dataset = value.graphDataset;
  const graph = new MultiGraph(dataset.fullGraph.options);
  graph.import(dataset.fullGraph);
  graph.forEachNode(node => graph.mergeNodeAttributes(node, {...dataset.nodeData[node], ...dataset.layout[node]}));
  graph.forEachEdge(edge => graph.mergeEdgeAttributes(edge, dataset.edgeData[edge]));
  return graph;
}

const graph = path.endsWith('.gexf')
  ? gexf.parse(Graph, text, options)
  : path.endsWith('.graphml')
    ? graphml.parse(Graph, text, {addMissingNodes: true})
    : workspace(JSON.parse(text));

process.stdout.write(
  JSON.stringify({
    type: graph.type,
    order: graph.order,
    size: graph.size,
    nodes: Object.fromEntries(graph.mapNodes((node, data) => [node, data])),
    edges: graph.mapEdges((edge, data, source, target) => ({edge, source, target, data}))
  })
);
