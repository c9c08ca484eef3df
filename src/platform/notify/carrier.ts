import type { Message } from '#platform/mail';

/** What takes messages of one channel to people: a mail server, a gateway for text messages. */
export type Carrier = {
  /** Throws NotCarried. The number is the carrier's own, by which it may tell later what became of it. */
  send(message: Message): Promise<{ readonly reference?: string | undefined }>;
  close(): void;
};

/** Why a message was not carried, as a code; what can never be carried is not tried again. */
export class NotCarried extends Error {
  readonly code: string;
  readonly final: boolean;
  constructor(code: string, final = false) {
    super(code);
    this.name = 'NotCarried';
    this.code = code;
    this.final = final;
  }
}
