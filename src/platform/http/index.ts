export { healthRoutes } from './health.ts';
export { type AssetStore, loadAssets } from './assets.ts';
export { bytesReply, csvReply, type CsvRow, fileReply, type Flash, jsonReply, page, redirect, redirectAway, type Reply, textReply } from './reply.ts';
export { type FieldCodes, type Frame, type RawInput, type Route, route, type WebCtx } from './route.ts';
export type { House, Identified } from './house.ts';
export { parseInput } from './input.ts';
export { readJsonFile } from './strict-json.ts';
export { buildServer } from './server.ts';
