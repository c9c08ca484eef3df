import { QrCode } from '#platform/charts';
import { PageHead, said } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

type View = {
  readonly lang: Lang;
  readonly id: string;
  readonly title: Text;
  readonly code: string;
  readonly address: string;
  readonly attended: number;
  readonly seated: number;
};

/** For the screen of the room: large, and new every 20 seconds. */
export function CodeScreen({ lang, id, title, code, address, attended, seated }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead kicker={said(title, lang)} title={w.codeTitle} lead={w.codeLead} back={{ href: href(lang, `/kelas/${id}`), label: w.list }} />
      <div class="big-qr" id="class-code">
        <QrCode text={address} label={w.codeTitle} />
        <div>
          <p class="class-code mono">{code.replace(/(\d{4})/, '$1 ')}</p>
          <p>{w.presentOf(n(attended), n(seated))}</p>
        </div>
      </div>
      <p class="note">{w.codeRefresh}</p>
    </>
  );
}
