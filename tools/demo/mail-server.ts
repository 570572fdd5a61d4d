import type { Socket } from 'node:net';
import PostalMime, { type Header } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { freePort } from './free-port.ts';

/** A received mail. */
export interface ReceivedMail {
  /** Address of the envelope. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Values by lower-case name; the last value of a name counts. */
  readonly headers: Readonly<Record<string, string>>;
  /** The message as received. */
  readonly raw: string;
  /** Received under TLS. */
  readonly encrypted: boolean;
}

/** A stage of an SMTP session. */
type MailStage = 'connect' | 'rcpt' | 'data';

/** Faults of a mail server; can be changed while it runs. */
interface MailFaults {
  /** Addresses that are refused permanently (550). */
  refuse?: (address: string) => boolean;
  /** Defers each address the first time (451). */
  greylist?: boolean;
  /** Milliseconds before the answer at `delayAt` (default: to the whole message). */
  delayMs?: number;
  delayAt?: MailStage;
  /** Where the connection is cut. At `data`, the message is taken first, but not acknowledged. */
  cutAfter?: MailStage;
  /** Answer to the whole message, e.g. 554. */
  answerToData?: number;
}

/** Options of {@link startMailServer}. */
export interface MailServerOptions {
  readonly onMail: (mail: ReceivedMail) => void;
  /** Default: a free one. */
  readonly port?: number;
  readonly faults?: MailFaults;
  /** Offers STARTTLS with this pair (PEM); absent: no TLS. */
  readonly starttls?: { readonly key: string; readonly cert: string };
  /** Requires this account. */
  readonly auth?: { readonly user: string; readonly pass: string };
}

/** A running mail server. */
export interface MailServer {
  readonly port: number;
  readonly faults: MailFaults;
  /** What clients sent before TLS. */
  readonly heardInClear: () => string;
  /** Cuts all connections and stops listening. */
  readonly close: () => Promise<void>;
}

type Reply = (error?: Error | null) => void;

/** Starts a real SMTP server on loopback. It passes each mail to `onMail` instead of delivering it. */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const { onMail, auth, starttls } = options;
  const faults = options.faults ?? {};
  const seen = new Set<string>();
  const lines = new Map<number, Socket>();
  let clear = '';

  const answer = (stage: MailStage, session: SMTPServerSession, reply: Reply, error?: Error): void => {
    const act = (): void => {
      if (faults.cutAfter === stage) lines.get(session.remotePort)?.destroy();
      else reply(error);
    };
    if (faults.delayMs && (faults.delayAt ?? 'data') === stage) setTimeout(act, faults.delayMs).unref();
    else act();
  };

  const server = new SMTPServer({
    banner: 'demonstration',
    disableReverseLookup: true,
    authOptional: !auth,
    disabledCommands: [...(auth ? [] : ['AUTH']), ...(starttls ? [] : ['STARTTLS'])],
    ...starttls,
    onAuth: (given, _session, done) => {
      const right = given.username === auth?.user && given.password === auth?.pass;
      if (right) done(null, { user: 'demo' });
      else done(smtpError(535, 'credentials refused'));
    },
    onConnect: (session, done) => answer('connect', session, done),
    onRcptTo: ({ address }, session, done) => {
      const deferred = faults.greylist === true && !seen.has(address);
      seen.add(address);
      const refused = faults.refuse?.(address) ? smtpError(550, `<${address}> unknown here`) : undefined;
      answer('rcpt', session, done, refused ?? (deferred ? smtpError(451, 'greylisted') : undefined));
    },
    onData: (stream, session, done) => {
      const taken = read(stream).then(async (raw) => {
        if (faults.answerToData) {
          done(smtpError(faults.answerToData, 'message not taken'));
          return;
        }
        onMail(await parse(session, raw));
        answer('data', session, done);
      });
      taken.catch(() => undefined); // The connection was cut inside the message: there is nobody to answer.
    },
  });
  server.on('error', () => undefined); // Broken connections are normal for this server.
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    lines.set(port, socket);
    socket.on('close', () => lines.delete(port));
    // Ends with the handshake, which takes all listeners off.
    socket.on('data', (chunk) => (clear += chunk.toString('latin1')));
  });
  const port = options.port ?? (await freePort());
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port,
    faults,
    heardInClear: () => clear,
    close: () =>
      new Promise((resolve) => {
        for (const socket of lines.values()) socket.destroy();
        server.close(resolve);
      }),
  };
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function read(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function parse({ envelope, secure }: SMTPServerSession, raw: Buffer): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  return {
    to: envelope.rcptTo[0]?.address ?? '',
    encrypted: secure,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }: Header) => [key, value])),
    raw: raw.toString('latin1'),
  };
}
