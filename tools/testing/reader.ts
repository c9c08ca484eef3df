import { JSDOM } from 'jsdom';

/** A browser without scripts, as small as can be: cookies, pages, forms. For many visitors at once. */
export type Reader = {
  /** The page, and where the redirects led. */
  open(path: string): Promise<Opened>;
  /** Sends the form of the page that goes to this address, with these answers beside what stands in it. */
  send(page: Opened, action: RegExp, answers: Readonly<Record<string, string | File>>): Promise<Opened>;
  /** Sends a form as it stands; only the status of the answer, without following where it leads. */
  press(page: Opened, action: RegExp): Promise<number>;
  /** The cookies that this visitor holds, as a header. */
  cookie(): string;
};
export type Opened = { readonly path: string; readonly status: number; readonly document: Document; readonly text: string };

/** `address` is where the visitor seems to come from; the product believes it when TRUST_PROXY_HOPS is 1. */
export function reader(base: string, address = '127.0.0.1'): Reader {
  const cookies = new Map<string, string>();
  const cookie = () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
  const fetchOnce = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { cookie: cookie(), origin: base, accept: 'text/html', 'x-forwarded-for': address };
    const answer = await fetch(new URL(path, base), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  const ask = async (path: string, init: RequestInit): Promise<Opened> => {
    const answer = await fetchOnce(path, init);
    const target = answer.headers.get('location');
    if (answer.status === 303 && target !== null) return ask(target, {});
    const html = await answer.text();
    const { document } = new JSDOM(html).window;
    return { path: new URL(path, base).pathname, status: answer.status, document, text: wordsOf(document) };
  };
  return {
    cookie,
    open: (path) => ask(path, {}),
    send: (page, action, answers) => ask(...filled(page, action, answers)),
    async press(page, action) {
      const answer = await fetchOnce(...filled(page, action, {}));
      await answer.arrayBuffer();
      return answer.status;
    },
  };
}

/** Every piece of text apart from its neighbours, as it is seen. */
function wordsOf(document: Document): string {
  const pieces: string[] = [];
  const walker = document.createTreeWalker(document.body, 4); // NodeFilter.SHOW_TEXT
  while (walker.nextNode()) pieces.push(walker.currentNode.nodeValue?.trim() ?? '');
  return pieces.filter(Boolean).join(' ');
}

/** The form of the page that goes there, filled in: its address and what is sent. */
function filled(page: Opened, action: RegExp, answers: Readonly<Record<string, string | File>>): readonly [path: string, init: RequestInit] {
  const form = Array.from(page.document.querySelectorAll('form')).find((one) => action.test(one.getAttribute('action') ?? ''));
  if (!form) throw new Error(`no form goes to ${action} on ${page.path} (${page.status})`);
  const body = form.enctype === 'multipart/form-data' ? new FormData() : new URLSearchParams();
  for (const field of form.querySelectorAll<HTMLInputElement>('[name]')) {
    const answer = answers[field.name];
    if (answer instanceof File) {
      if (body instanceof FormData) body.set(field.name, answer);
    } else if (answer !== undefined) body.set(field.name, answer);
    else if (!['radio', 'checkbox', 'file'].includes(field.type)) body.set(field.name, field.value);
  }
  return [form.getAttribute('action') ?? page.path, { method: 'POST', body }];
}
