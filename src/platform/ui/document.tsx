import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Lang } from '#platform/words';

type DocumentProps = {
  readonly lang: Lang;
  readonly title: string;
  readonly description?: string | undefined;
  readonly css: string;
  readonly icon: string;
  readonly scripts: readonly string[];
  /** Address of the same page in the other language. */
  readonly alternate?: { readonly lang: Lang; readonly href: string } | undefined;
  readonly children: ComponentChildren;
  readonly dense: boolean;
  readonly refresh_s?: number | undefined;
  readonly index: boolean;
};

/** A whole page of HTML as text. Nothing inline: the policy would refuse it. */
export function renderDocument({ lang, title, description, css, icon, scripts, alternate, children, dense, refresh_s, index }: DocumentProps): string {
  const html = renderToString(
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        {!index && <meta name="robots" content="noindex" />}
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={css} />
        <link rel="icon" href={icon} type="image/svg+xml" />
        {alternate && <link rel="alternate" hreflang={alternate.lang} href={alternate.href} />}
        {refresh_s !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh_s)} />
          </noscript>
        )}
        {scripts.map((src) => (
          <script key={src} src={src} defer />
        ))}
      </head>
      <body class={dense ? 'dense' : undefined}>{children}</body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
