import { render } from 'preact';
import { VerdictBox } from '../pages/verify.tsx';
import { type Trust, verifyReceiptText } from '../formats/receipt.ts';

/** Verifies in the browser, also without a connection: nothing is sent. */
const place = document.querySelector<HTMLElement>('#verifier');
const trust = JSON.parse(place?.dataset['trust'] ?? '{}') as Trust;
const output = document.querySelector<HTMLElement>('#verdict');
const form = place?.querySelector('form');
const picker = document.querySelector<HTMLInputElement>('#receipt-file');
const area = form?.querySelector('textarea');

function show(text: string): void {
  if (!output) return;
  const lang = place?.dataset['lang'] === 'en' ? 'en' : 'id';
  // In an element of its own each time: what stood there before, the server's verdict or ours, goes whole.
  const verdict = document.createElement('div');
  render(<VerdictBox lang={lang} verdict={verifyReceiptText(text, trust)} />, verdict);
  output.replaceChildren(verdict);
  output.scrollIntoView({ block: 'nearest' });
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  show((area?.value ?? '').trim());
});

picker?.addEventListener('change', () => {
  void picker.files?.[0]?.text().then((text) => {
    if (area) area.value = text;
    show(text);
  });
});
