import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import argon2 from 'argon2';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../tools/demo/free-port.ts';
import {
  eventBatchSchema,
  sentEventSchema,
  type EventAnswer,
  type SentEvent,
} from '../../../src-shared/hub-api/events.ts';
import { FEED_CONTENT_TYPE, FEED_EPOCH_HEADER } from '../../../src-shared/hub-api/feed.ts';
import { checkSignature, publicKeyOf } from '../../../src-hub/kiosks/request-signature.ts';
import { enrolBodySchema } from '../../../src-shared/hub-api/enrolment.ts';
import { HUB_FAULT_STATUS, type HubFault } from '../../../src-shared/hub-api/wire/faults.ts';
import { loginBodySchema, type LoginAnswer } from '../../../src-shared/hub-api/logins.ts';
import { redeemBodySchema, type RedeemAnswer } from '../../../src-shared/hub-api/letters.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { SpaceCall } from '../../../src-shared/hub-api/space-calls.ts';
import { SESSION_HEADER } from '../../../src-shared/hub-api/space-session.ts';
import type { HubSettings } from '../../../src-main/hub-client/hub-connection.ts';
import { demoMembers } from '../../../tools/demo/demo-members.ts';
import { FakeAccounts } from './fake-accounts.ts';
import { isOfCodes, isOfSpace, isOfStaff, PATHS, type Path } from './fake-calls.ts';
import { FakeCodes } from './fake-codes.ts';
import { FakeRecoveries } from './fake-recoveries.ts';
import { FakeSpace } from './fake-space.ts';
import { FakeStaff } from './fake-staff.ts';

/** What the office does with a call instead of answering. `lost`: it does what was asked, but the answer is lost. */
export type Trouble =
  | { readonly kind: 'lost' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'refuse'; readonly error: HubFault['error'] }
  | { readonly kind: 'foreign'; readonly status: number; readonly body: string; readonly type?: string };

/** An event as received, with its time of decision by the office's clock. */
export type ReceivedEvent = SentEvent & { readonly decidedAt: number; readonly kiosk: string };

const NO_PROOF: EventAnswer = { status: 'refused', reason: 'no-proof' };

interface KnownKiosk {
  readonly kiosk: string;
  readonly attempt: string;
  /** Its public key. */
  readonly key: string;
  token: string;
  revoked: boolean;
}

/** A head office for tests, over real HTTP, with the demonstration's members and switches for faults. */
export class FakeHeadOffice {
  /** Enrolment codes, and the kiosk that used each; null: unused. */
  readonly codes = new Map<string, KnownKiosk | null>([['ACDE-FGHJ-KMNP-3467', null]]);
  /** Applied events by id, in order; each once. */
  readonly applied = new Map<string, { readonly event: ReceivedEvent; readonly answer: EventAnswer }>();
  /** All events received, including repeated ones. */
  readonly received: ReceivedEvent[] = [];
  /** Passwords set elsewhere, by member number. */
  readonly passwords = new Map<string, string>();
  /** Codes of letters, by member number. */
  readonly letters = new Map<string, { code: string; wrong: number; attempts: Map<string, RedeemAnswer> }>();
  /** Answer to an event that it has not seen before. */
  decide: (event: ReceivedEvent) => EventAnswer = () => ({ status: 'accepted' });
  /**
   * Events at which it fails: a call that contains one is answered `fault`, although its other events are applied.
   */
  failsAt: (event: SentEvent) => boolean = () => false;
  /** Replaces the usual answer to logins; undefined: usual. */
  onLogin: (() => LoginAnswer) | undefined;
  /** Replaces the usual answer to letter codes. */
  onRedeem: (() => RedeemAnswer) | undefined;
  /** Changes the body of an answer to events. */
  tamper: (answer: unknown) => unknown = (answer) => answer;
  epoch = randomUUID();
  /** Its clock; default: the real one. */
  now: () => number = () => Date.now();
  readonly accounts = new FakeAccounts(() => this.now());
  /** Forgotten passwords and logins by e-mail. */
  readonly recoveries = new FakeRecoveries(
    () => this.now(),
    (email) => this.accounts.account(email),
  );
  /** Codes for a password. */
  readonly sent = new FakeCodes(() => this.now());
  /** The member space. */
  readonly space = new FakeSpace(() => this.now());
  /** Advisers of the branch. */
  readonly staff = new FakeStaff();
  /** What kiosks told of their state, in order. */
  readonly troubles: (string | null)[] = [];
  /** All calls but those. */
  readonly asked: { readonly path: Path; readonly body: unknown }[] = [];
  readonly #troubles = new Map<Path, Trouble[]>();
  readonly #always = new Map<Path, Trouble>();
  readonly #server: http.Server;
  readonly #waiting = new Set<() => void>();
  readonly #tls: boolean;

  private constructor(certificate: string | null) {
    this.#tls = certificate !== null;
    const handle: http.RequestListener = (request, response) => void this.#take(request, response);
    this.#server = certificate
      ? https.createServer({ cert: tlsFile(`${certificate}.pem`), key: tlsFile(keyOf(certificate)) }, handle)
      : http.createServer(handle);
  }

  /**
   * Opens on a free port of loopback; closed after the test.
   * @param certificate `cert` or `other-cert`; null: plain HTTP
   */
  static async open(certificate: 'cert' | 'other-cert' | null = null): Promise<FakeHeadOffice> {
    const office = new FakeHeadOffice(certificate);
    await office.up();
    onTestFinished(() => office.down());
    return office;
  }

  #port = 0;

  /** Listens again, on the same port. */
  async up(): Promise<void> {
    this.#port ||= await freePort();
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Stops listening. */
  async down(): Promise<void> {
    this.#server.closeAllConnections();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The `hub` section of a kiosk's configuration. */
  get settings(): HubSettings {
    const url = `${this.#tls ? 'https' : 'http'}://127.0.0.1:${this.#port}`;
    return { url, enrolmentCode: 'ACDE-FGHJ-KMNP-3467', codesWithoutLine: true };
  }

  /** Troubles for the next calls on a path, one each. */
  next(path: Path, ...troubles: readonly Trouble[]): void {
    this.#troubles.set(path, [...(this.#troubles.get(path) ?? []), ...troubles]);
  }

  /** Trouble for all later calls on a path; null: they are answered. */
  always(path: Path, trouble: Trouble | null): void {
    if (trouble === null) this.#always.delete(path);
    else this.#always.set(path, trouble);
    this.wakeFeed();
  }

  /** The kiosk that used a code. */
  kiosk(code = 'ACDE-FGHJ-KMNP-3467'): KnownKiosk {
    const known = this.codes.get(code);
    if (!known) throw new Error('no kiosk has come with this code');
    return known;
  }

  /** Revokes the kiosk, or admits it again; the kiosk learns it at once. */
  revoke(revoked = true): void {
    this.kiosk().revoked = revoked;
    this.wakeFeed();
  }

  /** Ends all long polls. */
  wakeFeed(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Bodies of the applied events, in order. */
  get appliedBodies(): unknown[] {
    return [...this.applied.values()].map(({ event }) => event.body);
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://office');
    const path = PATHS[pathname];
    if (!path) {
      refuse(response, 'not-found');
      return;
    }
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    const body: unknown = text === '' ? Object.fromEntries(searchParams) : JSON.parse(text);
    if (path !== 'state' && !isOfStaff(path)) this.asked.push({ path, body });
    const trouble = this.#troubles.get(path)?.shift() ?? this.#always.get(path);
    switch (trouble?.kind) {
      case 'cut':
        request.socket.destroy();
        return;
      case 'silence':
        return;
      case 'refuse': {
        refuse(response, trouble.error);
        return;
      }
      case 'foreign':
        response.writeHead(trouble.status, { 'content-type': trouble.type ?? 'text/html' });
        response.end(trouble.body);
        return;
      default:
    }
    const answer = await this.#answer(path, body, text, request);
    if (trouble?.kind === 'lost') {
      request.socket.destroy();
    } else if (typeof answer === 'string') {
      refuse(response, answer as HubFault['error']);
    } else if (path === 'changes') {
      await this.#feed(body as Record<string, string>, response);
    } else {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(answer));
    }
  }

  async #answer(path: Path, body: unknown, text: string, request: http.IncomingMessage): Promise<unknown> {
    if (path === 'enrol') return this.#enrol(body);
    const kiosk = [...this.codes.values()].find(
      (known) => known !== null && request.headers.authorization === `Bearer ${known.token}`,
    );
    if (!kiosk) return 'unknown-kiosk';
    if (kiosk.revoked) return 'kiosk-revoked';
    if (!isSigned(request, text, kiosk.key)) return 'bad-signature';
    if (path === 'state') {
      this.troubles.push((body as { trouble: string | null }).trouble);
      return { result: 'noted' };
    }
    if (path === 'events') return this.tamper(this.#events(body, kiosk.kiosk));
    if (path === 'logins') return this.onLogin?.() ?? this.#withSession(body, kiosk.kiosk);
    if (path === 'redeem') return this.onRedeem?.() ?? this.#redeem(body);
    if (path === 'recovery' || path === 'recovery-check' || path === 'recovery-password')
      return this.recoveries.answer(path, body, kiosk.kiosk);
    if (isOfCodes(path)) return this.sent.answer(path, body, kiosk.kiosk);
    if (isOfStaff(path)) return this.staff.answer(path, body);
    if (isOfSpace(path)) {
      const name = path.slice('space/'.length) as SpaceCall;
      return this.space.answer(name, body, request.headers[SESSION_HEADER], kiosk.kiosk);
    }
    return path === 'changes' ? null : this.accounts.answer(path, body, kiosk.kiosk);
  }

  async #withSession(body: unknown, kiosk: string): Promise<LoginAnswer> {
    const answer = await this.#login(body);
    const { identifier, space } = loginBodySchema.parse(body);
    if (answer.result !== 'accepted' || !space) return answer;
    const subject = answer.number ?? this.accounts.confirmed.get(identifier)?.subject;
    return subject === undefined ? answer : { ...answer, session: this.space.open(holderOf(subject), kiosk) };
  }

  #enrol(body: unknown): unknown {
    const { code, attempt, key } = enrolBodySchema.parse(body);
    const known = this.codes.get(code);
    if (known === undefined || key === undefined) return 'enrolment-refused';
    if (known !== null && (known.attempt !== attempt || known.key !== key)) return 'enrolment-refused';
    const token = randomBytes(32).toString('base64url');
    const kiosk = known?.kiosk ?? randomUUID();
    this.codes.set(code, { kiosk, attempt, key, token, revoked: false });
    return { kiosk, token };
  }

  #events(body: unknown, kiosk: string): unknown {
    const { sentAt, events } = eventBatchSchema.parse(body);
    const clockOffset = this.now() - sentAt;
    const failing: string[] = [];
    const answers = events.map((raw): EventAnswer => {
      const read = sentEventSchema.safeParse(raw);
      if (!read.success) return { status: 'refused', reason: 'malformed' };
      if (this.failsAt(read.data)) {
        failing.push(read.data.id);
        return { status: 'accepted' };
      }
      const event = { ...read.data, decidedAt: read.data.at + clockOffset, kiosk };
      this.received.push(event);
      const known = this.applied.get(event.id);
      if (known) return known.answer;
      const answer = this.#isProven(event) ? this.decide(event) : NO_PROOF;
      this.applied.set(event.id, { event, answer });
      return answer;
    });
    return failing.length > 0 ? 'fault' : { answers, clockOffset };
  }

  /** A password without a proof is one that the kiosk attests; a letter's proof is the attempt that was right. */
  #isProven({ body, kiosk }: ReceivedEvent): boolean {
    if (body.kind !== 'password-set' || body.proof === undefined) return true;
    const { number, proof } = body;
    if (proof.by === 'letter') return this.letters.get(number)?.attempts.get(proof.id)?.result === 'accepted';
    return this.sent.use({ ...proof, by: 'code' }, number, kiosk);
  }

  async #login(body: unknown): Promise<LoginAnswer> {
    const { identifier, password } = loginBodySchema.parse(body);
    if (identifier.includes('@')) return this.recoveries.login(identifier, password);
    const member = demoMembers().find(({ number }) => number === identifier);
    const bySet = [...this.applied.values()].findLast(
      ({ event, answer }) =>
        event.body.kind === 'password-set' &&
        event.body.number === identifier &&
        answer.status === 'accepted',
    )?.event.body;
    const elsewhere = this.passwords.get(identifier);
    const right =
      elsewhere !== undefined
        ? elsewhere === password
        : bySet?.kind === 'password-set' && (await argon2.verify(bySet.phc, password));
    if (!member || !right) return { result: 'wrong' };
    const { number, givenName, familyName } = member;
    return { result: 'accepted', number, givenName, familyName };
  }

  #redeem(body: unknown): RedeemAnswer {
    const { attempt, number, code } = redeemBodySchema.parse(body);
    const letter = this.letters.get(number);
    if (!letter) return { result: 'wrong', triesLeft: 4 };
    const former = letter.attempts.get(attempt);
    if (former) return former;
    const spent = [...letter.attempts.values()].some(({ result }) => result === 'accepted');
    const answer: RedeemAnswer =
      letter.code !== code
        ? { result: 'wrong', triesLeft: 5 - (letter.wrong += 1) }
        : { result: spent ? 'used' : 'accepted' };
    letter.attempts.set(attempt, answer);
    return answer;
  }

  async #feed({ after, wait }: Record<string, string>, response: http.ServerResponse): Promise<void> {
    const members = demoMembers();
    const start = Number(after);
    if (start >= members.length && Number(wait) > 0) {
      const { promise, resolve } = Promise.withResolvers<null>();
      const wake = (): void => resolve(null);
      this.#waiting.add(wake);
      response.once('close', wake);
      await promise;
      this.#waiting.delete(wake);
      if (this.kiosk().revoked) {
        refuse(response, 'kiosk-revoked');
        return;
      }
      const trouble = this.#always.get('changes');
      if (trouble?.kind === 'refuse') {
        refuse(response, trouble.error);
        return;
      }
    }
    response.writeHead(200, { 'content-type': FEED_CONTENT_TYPE, [FEED_EPOCH_HEADER]: this.epoch });
    const lines = members
      .slice(start)
      .map((member, index) => [
        start + index + 1,
        ...[member.number, member.familyName, member.givenName, member.birthDate, member.postalCode],
        ...[member.email, member.phone, member.language ?? null],
      ]);
    const end = { end: members.length, epoch: this.epoch, mark: '5eed5eed', behind: 0 };
    response.end(`${[...lines, end].map((line) => JSON.stringify(line)).join('\n')}\n`);
  }
}

/** Whether the request and its body were signed with this key. */
function isSigned(request: http.IncomingMessage, body: string, key: string): boolean {
  const { method = '', url = '', headers } = request;
  const signed = checkSignature({ method, url, headers }, publicKeyOf(Buffer.from(key, 'base64url')));
  return signed?.bodyDigest.equals(createHash('sha256').update(body).digest()) === true;
}

/** The holder of a subject (see `subjectOf`). */
function holderOf(subject: string): Holder {
  return subject.startsWith('nir:')
    ? { situation: 'insured', nir: subject.slice('nir:'.length) }
    : { situation: 'member', number: subject };
}

function refuse(response: http.ServerResponse, error: HubFault['error']): void {
  response.writeHead(HUB_FAULT_STATUS[error], { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error, message: 'as the test wants it' }));
}

function tlsFile(name: string): string {
  return readFileSync(new URL(`../tls/${name}`, import.meta.url), 'utf8');
}

function keyOf(certificate: string): string {
  return certificate === 'cert' ? 'key.pem' : 'other-key.pem';
}
