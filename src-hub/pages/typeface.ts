import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { TYPEFACE_PATH } from '../http/look.ts';

/** The kiosk's typeface: beside the bundle where the hub is built, otherwise in its package. */
const FILE = [
  'resources/pages/typeface.woff2',
  '../../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
]
  .map((file) => new URL(file, import.meta.url))
  .find((file) => existsSync(file));

/** Serves the typeface below the path of the pages. Browsers keep it a day; without it they use the system's. */
export function addTypeface(app: FastifyInstance): void {
  if (FILE === undefined) return;
  const bytes = readFileSync(FILE);
  app.get(`/${path.basename(TYPEFACE_PATH)}`, { config: { rateLimit: false } }, (_request, reply) =>
    reply.type('font/woff2').header('cache-control', 'public, max-age=86400').send(bytes),
  );
}
