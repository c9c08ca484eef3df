import { create } from 'qrcode';

/** A QR code as one path; always dark on light, since scanners want it so. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const squares: string[] = [];
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) squares.push(`M${x} ${y}h1v1h-1z`);
  }
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${modules.size} ${modules.size}`} shape-rendering="crispEdges">
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}
