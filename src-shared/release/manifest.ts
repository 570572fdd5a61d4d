import { z } from 'zod';

/** Name of the manifest in the folder of a release. */
export const MANIFEST_FILE = 'manifest.json';

/** Name of its signature: Ed25519 over the bytes of the manifest, in base64. */
export const SIGNATURE_FILE = 'manifest.json.sig';

/** Schema of a version: `MAJOR.MINOR.PATCH`, each below a million. */
export const version = z.string().regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/u);

/** Schema of the name of a file directly in the folder of a release. */
export const fileNameSchema = z
  .string()
  .max(150)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+~-]*$/u);

/** A file directly in the folder of the release: its name, its bytes, and their SHA-256 in hexadecimal. */
const listedFile = z.object({
  file: fileNameSchema,
  size: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** A package that can be installed. */
const target = listedFile
  .extend({
    product: z.enum(['kiosk', 'hub']),
    system: z.enum(['linux', 'windows']),
    architecture: z.enum(['x64', 'arm64']),
    package: z.enum(['deb', 'nsis', 'msi']),
    /** True: it has a placeholder in place of Electron, to try installing. Never installed by an update. */
    layout: z.boolean(),
    /** Installed versions, both included, that this package may take the place of. */
    replaces: z.object({ from: version, to: version }),
    /** Windows: common name of the certificate that signed it by Authenticode; without it, it is not signed so. */
    signer: z.string().min(1).max(200).optional(),
  })
  .refine(({ replaces }) => compareVersions(replaces.from, replaces.to) <= 0, 'from is above to');

/**
 * What a release consists of. Whoever has checked its signature can trust each file that it lists. Later formats may
 * add keys, which are ignored; what an older reader would misunderstand gets another `format`.
 */
export const releaseManifest = z
  .object({
    format: z.literal(1),
    product: z.literal('borne-adherent'),
    version,
    /** Contract of the wire that this version speaks (`CONTRACT`). */
    contract: z.int().min(1),
    /** Moment of the commit. */
    date: z.iso.datetime(),
    commit: z.string().regex(/^[0-9a-f]{40}$/u),
    targets: z.array(target).min(1).max(50),
    /** What is told about the packages: their parts, licences, origin. */
    documents: z.array(listedFile).max(50),
  })
  .refine(({ targets, documents }) => {
    const names = [...targets, ...documents].map(({ file }) => file.toLowerCase());
    return new Set(names).size === names.length;
  }, 'a file is listed twice');

/** See {@link releaseManifest}. */
export type ReleaseManifest = z.infer<typeof releaseManifest>;

/** A package of a release. */
export type ReleaseTarget = ReleaseManifest['targets'][number];

/** A file of a release, with its size in bytes and its SHA-256. */
export type ReleaseFile = ReleaseManifest['documents'][number];

/**
 * Orders two versions of the form `MAJOR.MINOR.PATCH`.
 * @returns negative when `a` is the older one, 0 when they are equal
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  const differing = left?.findIndex((part, index) => part !== right?.[index]) ?? -1;
  return differing < 0 ? 0 : (left?.[differing] ?? 0) - (right?.[differing] ?? 0);
}
