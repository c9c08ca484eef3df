/* What runs without the house, in browsers and commands: the door for those who recompute something from the log. */
export { appendLeaves, hashOfRange, isSame, type Node, rootOfEdge } from './formats/merkle.ts';
export { fromBase64 } from './formats/note.ts';
export { replay, type Replayed } from './formats/replay.ts';
