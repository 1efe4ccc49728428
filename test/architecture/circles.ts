import { roomOf } from './rooms.js';
import { isProduct, type Source } from './sources.js';

/** An import graph: each node (a file or a room) with the nodes that it imports. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The imports between files. Type imports count too, because they also make a file depend on another. */
export const fileGraph = (sources: readonly Source[]): Graph => {
  const paths = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, imports }) => [path, new Set(imports.filter((other) => paths.has(other)))]),
  );
};

/** The imports between rooms (folders with import rules of their own). Imports inside a room are left out. */
export const roomGraph = (sources: readonly Source[]): Graph => {
  const graph = new Map<string, Set<string>>();
  for (const [path, others] of fileGraph(sources.filter(({ path }) => isProduct(path)))) {
    const room = roomOf(path) ?? path;
    const known = graph.get(room) ?? new Set();
    for (const other of others) known.add(roomOf(other) ?? other);
    known.delete(room);
    graph.set(room, known);
  }
  return graph;
};

/** The first import cycle found on a depth-first search from the end of `way`; null when there is none. */
const circleFrom = (graph: Graph, way: readonly string[], done: Set<string>): readonly string[] | null => {
  const here = way.at(-1) ?? '';
  if (done.has(here)) return null;
  for (const next of graph.get(here) ?? []) {
    const start = way.indexOf(next);
    const circle = start >= 0 ? [...way.slice(start), next] : circleFrom(graph, [...way, next], done);
    if (circle !== null) return circle;
  }
  done.add(here);
  return null;
};

/** Import cycles, each as a path that ends where it begins. Of cycles that share a node, only one is reported. */
export const circlesIn = (graph: Graph): readonly (readonly string[])[] => {
  const done = new Set<string>();
  return [...graph.keys()].flatMap((node) => {
    const circle = circleFrom(graph, [node], done);
    for (const member of circle ?? []) done.add(member);
    return circle === null ? [] : [circle];
  });
};

export const arrowsIn = (graph: Graph): number =>
  [...graph.values()].reduce((sum, targets) => sum + targets.size, 0);
