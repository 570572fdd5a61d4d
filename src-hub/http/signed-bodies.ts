import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from './refuse.ts';
import { refuse } from './refuse.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** SHA-256 that the body must have; null: nothing was signed, or the body has it. Set by `admit.ts`. */
    signedDigest: Buffer | null;
  }
}

/** Digest of no body. */
const NOTHING = createHash('sha256').digest();

/** The digest of no body at all: what came is not what was signed. */
const CHANGED = Buffer.alloc(0);

/**
 * Compares each body with the digest that was signed, before it is parsed. A request without a body must have signed
 * that it has none.
 * @param options what the hub's usual parser of JSON does with `__proto__` and `constructor`
 * @param onChanged called for a body that was not signed
 */
export function compareSignedBodies(
  app: FastifyInstance,
  options: Readonly<Record<'onProtoPoisoning' | 'onConstructorPoisoning', 'remove'>>,
  onChanged: (request: FastifyRequest) => Promise<Refusal>,
): void {
  const parse = app.getDefaultJsonParser(options.onProtoPoisoning, options.onConstructorPoisoning);
  app.decorateRequest('signedDigest', null);
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.signedDigest !== null) {
      const isSame = createHash('sha256').update(body).digest().equals(request.signedDigest);
      request.signedDigest = isSame ? null : CHANGED;
      // The hook below refuses it.
      if (!isSame) {
        done(null);
        return;
      }
    }
    void parse(request, body.toString('utf8'), done);
  });
  app.addHook('preValidation', async (request, reply): Promise<FastifyReply | undefined> => {
    if (request.signedDigest === null || request.signedDigest.equals(NOTHING)) return undefined;
    const { error, message } = await onChanged(request);
    return refuse(reply, error, message);
  });
}
