import { QrCode } from '#platform/charts';
import { PageHead, said } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import { words } from '../words.ts';

export type Label = { readonly ticket: string; readonly service: Text; readonly received: string; readonly trackUrl: string };

/** For the paper files of cases: twenty-four to a sheet, without a name. */
export function LabelSheet({ lang, labels }: { readonly lang: Lang; readonly labels: readonly Label[] }) {
  const w = words(lang);
  return (
    <>
      <div class="screen-only">
        <PageHead title={w.labels} lead={w.labelsLead} back={{ href: href(lang, '/kerja'), label: w.onlineList }} />
      </div>
      <ul class="labels">
        {labels.map((label) => (
          <li key={label.ticket}>
            <QrCode text={label.trackUrl} label={w.qrLabel} />
            <div>
              <strong>{label.ticket}</strong>
              <span>{said(label.service, lang)}</span>
              <span>{label.received}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
