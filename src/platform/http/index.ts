export { healthRoutes, type Readiness } from './health.ts';
export { type AssetStore, loadAssets } from './assets.ts';
export { metricsText } from './metrics.ts';
export { bytesReply, csvReply, type CsvRow, type Flash, jsonReply, page, type PageReply, redirect, type Reply, textReply } from './reply.ts';
export { type FieldCodes, type Frame, type Look, type RawInput, type Route, route, type WebCtx } from './route.ts';
export type { House, Identified } from './house.ts';
export { buildServer } from './server.ts';
