import { createTransport } from 'nodemailer';
import { type Carrier, NotCarried } from './carrier.ts';

type Setting = {
  readonly url: string;
  readonly from: string;
  /** How long a server may be silent. */
  readonly patience_ms?: number | undefined;
};

export function mailCarrier({ url, from, patience_ms = 10_000 }: Setting): Carrier {
  const patience = { connectionTimeout: patience_ms, greetingTimeout: patience_ms, socketTimeout: 3 * patience_ms };
  const transport = createTransport({ url, ...patience }, { from });
  return {
    async send(message) {
      try {
        await transport.sendMail({
          // As an address, not as a text in which a comma would begin another.
          to: { name: '', address: message.recipient },
          subject: message.subject,
          text: message.body,
          messageId: `<${message.id}@smart-asn>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.lang },
        });
        return {};
      } catch (fault) {
        const { code } = fault as { code?: string };
        throw new NotCarried(code ?? 'unknown');
      }
    },
    close: () => transport.close(),
  };
}
