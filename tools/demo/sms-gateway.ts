import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { freePort } from './free-port.ts';

/** A text message, as received by the gateway. */
export interface ReceivedSms {
  /** The strings `to`, `text` and `reference` of the body; empty when missing. */
  readonly to: string;
  readonly text: string;
  readonly reference: string;
  /** The whole body, as JSON. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** An answer of the gateway. */
export interface SmsAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
  /** Cuts the connection instead of answering. */
  readonly cut?: boolean;
  /** Sends these bytes instead of HTTP, then ends. */
  readonly garbage?: string;
}

/** Options of {@link startSmsGateway}. */
export interface SmsGatewayOptions {
  /** Called for each message that gets a 2xx answer. */
  readonly onSms: (sms: ReceivedSms) => void;
  /** Default: 202. */
  readonly answer?: (sms: ReceivedSms) => SmsAnswer;
  /** Default: a free one. */
  readonly port?: number;
}

/** Body template that this gateway understands. */
export const DEMO_SMS_TEMPLATE = { to: '{{to}}', text: '{{text}}', reference: '{{reference}}' };

/** Starts an HTTP gateway on loopback. It passes each SMS to `onSms` instead of sending it. */
export async function startSmsGateway(
  options: SmsGatewayOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const { onSms } = options;
  const answer = options.answer ?? ((): SmsAnswer => ({ status: 202, body: '{"queued":true}' }));
  const server = createServer((request, response) => {
    void receive(request).then((sms) => {
      if (!sms) return response.writeHead(400).end();
      const given = answer(sms);
      if (given.status >= 200 && given.status < 300 && !given.cut) onSms(sms);
      reply(request, response, given);
    });
  });
  const port = options.port ?? (await freePort());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}/messages`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(request: IncomingMessage, response: ServerResponse, answer: SmsAnswer): void {
  const act = (): void => {
    if (answer.cut) request.socket.destroy();
    else if (answer.garbage !== undefined) request.socket.end(answer.garbage);
    else response.writeHead(answer.status, { ...answer.headers }).end(answer.body ?? '');
  };
  if (answer.delayMs) setTimeout(act, answer.delayMs).unref();
  else act();
}

async function receive(request: IncomingMessage): Promise<ReceivedSms | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = json(Buffer.concat(chunks).toString('utf8'));
  if (typeof body !== 'object' || body === null) return null;
  const field = (name: string): string => {
    const value = (body as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    to: field('to'),
    text: field('text'),
    reference: field('reference'),
    body,
    headers: request.headers,
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
