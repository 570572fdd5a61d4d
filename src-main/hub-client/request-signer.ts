import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import { CONTRACT, CONTRACT_HEADER, VERSION_HEADER } from '../../src-shared/hub-api/contract.ts';
import {
  componentsToSign,
  HUB_TIME_HEADER,
  SIGNATURE_ALGORITHM,
} from '../../src-shared/hub-api/request-signatures.ts';
import { SESSION_HEADER } from '../../src-shared/hub-api/space-session.ts';
import { signatureBase } from '../../src-shared/http-signatures/signature-base.ts';
import {
  CONTENT_DIGEST_HEADER,
  contentDigest,
  signatureHeaders,
} from '../../src-shared/http-signatures/signature-headers.ts';
import { SECOND } from '../../src-shared/time/units.ts';
import type { Random } from '../random/random.ts';

/** Bytes of a nonce: no two are ever the same. */
const NONCE_BYTES = 16;

/** By what a kiosk shows who it is. */
export interface KioskCredentials {
  readonly token: string;
  /** Private key (see `makeKeyPair`). */
  readonly privateKey: string;
}

/** What is signed of a request. */
export interface RequestToSign {
  readonly method: string;
  /** As in `HUB_CALLS`: without the path that the address of head office may have. */
  readonly path: string;
  /** From its question mark; empty: none. */
  readonly query?: string;
  /** Empty: none. */
  readonly body?: string;
  /** Token of a session of the member space. */
  readonly session?: string;
}

/** What is read of the answer to a signed request. */
export interface SignedAnswer {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: { readonly dump: () => Promise<void> };
}

/** Headers of every call of a kiosk; of the enrolment, these are all. */
export const KIOSK_HEADERS: Readonly<Record<string, string>> = {
  [VERSION_HEADER]: APP_VERSION,
  [CONTRACT_HEADER]: String(CONTRACT),
};

/**
 * Signs the requests of a kiosk (RFC 9421). It signs by the hub's clock once a refusal has told it, so that a kiosk
 * whose clock is wrong is served.
 */
export class RequestSigner {
  readonly #now: () => number;
  readonly #random: Pick<Random, 'bytes'>;
  #key: { readonly text: string; readonly object: KeyObject } | null = null;
  /** The hub's clock minus this machine's, in milliseconds. */
  #offset = 0;

  /** @param now this machine's clock, in milliseconds since 1970 UTC */
  constructor(now: () => number, random: Pick<Random, 'bytes'>) {
    this.#now = now;
    this.#random = random;
  }

  /**
   * Makes a signed call. When the hub refuses the time of the signature, it is made once more, by the hub's time.
   * @param send makes the call with the headers that it is given
   */
  async send<Answer extends SignedAnswer>(
    by: KioskCredentials,
    toSign: RequestToSign,
    send: (headers: Record<string, string>) => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await send(this.headers(by, toSign));
    if (!this.#learn(answer.headers[HUB_TIME_HEADER])) return answer;
    await answer.body.dump();
    return send(this.headers(by, toSign));
  }

  /** All headers that show who calls. */
  headers(by: KioskCredentials, request: RequestToSign): Record<string, string> {
    const { method, path, query = '', body = '', session } = request;
    const headers: Record<string, string> = {
      ...KIOSK_HEADERS,
      authorization: `Bearer ${by.token}`,
      [CONTENT_DIGEST_HEADER]: contentDigest(createHash('sha256').update(body).digest()),
      ...(session !== undefined && { [SESSION_HEADER]: session }),
    };
    const components = componentsToSign(session !== undefined);
    const created = Math.floor((this.#now() + this.#offset) / SECOND);
    const input: Parameters<typeof signatureBase>[0] = [
      components.map((name) => [name, new Map<string, string>()]),
      new Map<string, string | number>([
        ['created', created],
        ['nonce', this.#random.bytes(NONCE_BYTES).toString('base64url')],
        ['alg', SIGNATURE_ALGORITHM],
      ]),
    ];
    const message = { method, path, query, authority: '', header: (name: string) => headers[name] };
    const base = signatureBase(input, message);
    if (base === null) throw new Error('a component of the request is missing');
    const signature = sign(null, Buffer.from(base), this.#keyOf(by));
    return { ...headers, ...signatureHeaders({ input, signature }) };
  }

  /** Learns the hub's time, if a refusal tells it. */
  #learn(header: string | string[] | undefined): boolean {
    if (typeof header !== 'string' || !/^\d{1,16}$/u.test(header)) return false;
    this.#offset = Number(header) - this.#now();
    return true;
  }

  #keyOf({ privateKey }: KioskCredentials): KeyObject {
    if (this.#key?.text !== privateKey) {
      const der = Buffer.from(privateKey, 'base64url');
      this.#key = { text: privateKey, object: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
    }
    return this.#key.object;
  }
}
