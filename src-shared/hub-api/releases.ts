import { z } from 'zod';
import { fileNameSchema, version as versionSchema } from '../release/manifest.ts';

/** Path of the bytes of a package. */
export const PACKAGE_PATH = '/v1/releases/package';

/** Body of the call by which a kiosk asks which release is for it. */
export const releaseOfferBodySchema = z.strictObject({
  /** Version that runs. */
  running: versionSchema,
  system: z.enum(['linux', 'windows']),
  architecture: z.enum(['x64', 'arm64']),
  /** The kind by which it was installed. */
  package: z.enum(['deb', 'nsis', 'msi']),
});

/** Longest base64 of a document: see `DOCUMENT_LIMIT`. */
const BASE64_LIMIT = 180_000;

/** A document, as base64 of its exact bytes, and what the file of its signature holds. */
const signedSchema = z.object({
  bytes: z.base64().max(BASE64_LIMIT),
  signature: z.string().max(128),
});

/** Contracts that this hub serves of a kiosk, both included. */
const contractsSchema = z.object({ oldest: z.int().min(1), newest: z.int().min(1) });

/**
 * Answer to it. `none`: nothing, and what was fetched before is not to be installed. `permit`: the signed exception by
 * which the release may take the place of a newer version.
 */
export const releaseOfferAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('none'), contracts: contractsSchema }),
  z.object({
    result: z.literal('release'),
    contracts: contractsSchema,
    manifest: signedSchema,
    permit: signedSchema.nullable(),
  }),
]);

/** Query of the call for the bytes of a package. The header `Range` asks for a part of them. */
export const packageQuerySchema = z.strictObject({ version: versionSchema, file: fileNameSchema });

/** How far a kiosk is with a release. */
export const RELEASE_STATES = ['offered', 'fetched', 'installed', 'came-back', 'refused'] as const;

export type ReleaseState = (typeof RELEASE_STATES)[number];

/** Body of the call by which a kiosk tells how far it is with releases. */
export const releaseNewsBodySchema = z.strictObject({
  /** Seconds since it last knew whether there is a release for it, wherever it asks, and had it; null: never yet. */
  checkedAgo: z.int().min(0).max(1_000_000_000).nullable(),
  releases: z
    .array(
      z.strictObject({
        version: versionSchema,
        state: z.enum(['fetched', 'installed', 'came-back', 'refused']),
        /** Why it came back or was refused, in one word; null: no reason. */
        why: z
          .string()
          .regex(/^[a-z][a-z-]{0,39}$/u)
          .nullable(),
      }),
    )
    .max(20),
});

/** Answer to it. */
export const releaseNewsAnswerSchema = z.object({ result: z.literal('noted'), contracts: contractsSchema });
