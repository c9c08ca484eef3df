export { BarRows, type BarRow, Histogram, LevelScale, type LevelRow } from './bars.tsx';
export { QrCode } from './qr.tsx';
export { TrendLine, type TrendPoint } from './trend.tsx';
