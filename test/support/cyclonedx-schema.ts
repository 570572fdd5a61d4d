import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../../tools/setup/paths.mjs';

/** Judges a document; `errors` says what is wrong with the last one. */
export interface Validate {
  (data: unknown): boolean;
  errors?: unknown;
}

/** Validator of a schema of CycloneDX, as its own library ships it. */
export function cycloneDxSchema(): Validate {
  const fromFastify = createRequire(path.join(ROOT, 'node_modules', 'fastify', 'package.json'));
  const { Ajv } = fromFastify('ajv') as {
    Ajv: new (options: object) => {
      addSchema(schema: object, key: string): void;
      compile(schema: object): Validate;
    };
  };
  const addFormats = (fromFastify('ajv-formats') as { default: (ajv: object) => void }).default;
  const schema = (name: string): object =>
    JSON.parse(
      readFileSync(
        path.join(
          ROOT,
          'node_modules/@cyclonedx/cyclonedx-library/res/schema',
          `${name}.SNAPSHOT.schema.json`,
        ),
        'utf8',
      ),
    ) as object;
  // Formats of internationalised names, which no package here has.
  const ajv = new Ajv({ strict: false, formats: { 'idn-email': true, 'iri-reference': true } });
  addFormats(ajv);
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(
      { ...schema(name), $id: undefined },
      `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
    );
  return ajv.compile(schema('bom-1.5'));
}
