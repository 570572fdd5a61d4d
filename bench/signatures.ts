/** What the signature of a request costs the kiosk, and its check the hub, beside the bare cryptography. */
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { checkSignature, publicKeyOf } from '../src-hub/kiosks/request-signature.ts';
import { makeKeyPair } from '../src-main/hub-client/key-pair.ts';
import { RequestSigner } from '../src-main/hub-client/request-signer.ts';
import { systemRandom } from '../src-main/random/random.ts';
import { quantile, verdictLine } from './statistics.ts';

const ROUNDS = 3000;
/** Milliseconds for the signature and the check of one request, together. */
const GOAL = 1;
/** How many times as long as the bare cryptography in the same run: a busy machine slows both. */
const MOST_TIMES = 3;
/** Bytes of a full batch of events. */
const BODY = 'x'.repeat(50_000);

const pair = makeKeyPair();
const by = { token: 'A'.repeat(43), privateKey: pair.privateKey };
const publicKey = Buffer.from(pair.publicKey, 'base64url');
const signer = new RequestSigner(() => Date.now(), systemRandom);
const bare = generateKeyPairSync('ed25519');

/** Milliseconds of each round. */
function timed(work: () => unknown): number[] {
  for (let round = 0; round < 200; round += 1) work();
  return Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
}

for (const body of [JSON.stringify({ identifier: '00123456', password: 'Rivage-Ocre-57' }), BODY]) {
  const text = Buffer.from(body);
  const request = { method: 'POST', path: '/v1/events', body };
  const headers = signer.headers(by, request);
  const signed = timed(() => signer.headers(by, request));
  // As the hub does: the key comes from the database, the body is hashed once more.
  const checked = timed(() => {
    const found = checkSignature({ method: 'POST', url: '/v1/events', headers }, publicKeyOf(publicKey));
    if (found?.bodyDigest.equals(createHash('sha256').update(text).digest()) !== true)
      throw new Error('a right signature was refused');
  });
  const signature = sign(null, text, bare.privateKey);
  const floor = timed(() => sign(null, text, bare.privateKey));
  const floorOfCheck = timed(() => verify(null, text, bare.publicKey, signature));
  const [sum, least] = [
    [signed, checked],
    [floor, floorOfCheck],
  ].map((both) => both.reduce((total, times) => total + quantile(times, 0.5), 0)) as [number, number];
  console.log(
    `  ${text.length} bytes: signed in ${quantile(signed, 0.5).toFixed(3)} ms, checked in ${quantile(checked, 0.5).toFixed(3)} ms; ` +
      `together ${(sum / least).toFixed(1)} × sign and verify alone`,
  );
  const both = quantile(signed, 0.5) + quantile(checked, 0.5);
  console.log(
    verdictLine(`signature and check, ${text.length} bytes`, `${both.toFixed(3)} ms`, '< 1 ms', both < GOAL),
  );
  console.log(
    verdictLine(
      '÷ sign and verify alone',
      (sum / least).toFixed(2),
      `< ${MOST_TIMES}`,
      sum / least < MOST_TIMES,
    ),
  );
}
