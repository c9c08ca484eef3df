export { BarRows, Histogram, LevelScale } from './bars.tsx';
export { QrCode } from './qr.tsx';
export { TrendLine } from './trend.tsx';
