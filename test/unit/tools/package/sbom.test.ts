import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../../tools/setup/paths.mjs';
import { noticesOf } from '../../../../tools/package/notices.ts';
import { bomOf, bomOfAll, type Bom } from '../../../../tools/package/sbom.ts';
import { cycloneDxSchema } from '../../../support/cyclonedx-schema.ts';

const ofPackage = (name: string) => ({
  name,
  version: (
    JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
      version: string;
    }
  ).version,
  folder: `node_modules/${name}`,
});
const INSIDE = ['svelte', 'clsx', 'zod', '@phc/format', 'argon2', 'png-js'].map(ofPackage);
const PRODUCT = { name: 'borne-adherent', version: '1.2.3' };
const COMMIT = { hash: 'c'.repeat(40), epoch: 1_780_000_000, clean: true };

describe('the list of what is inside (SBOM)', () => {
  let listed: Promise<Bom> | undefined;
  const all = (): Promise<Bom> => (listed ??= bomOfAll());
  const bom = async (): Promise<Bom> => bomOf(await all(), PRODUCT, INSIDE, COMMIT);

  it('is valid CycloneDX 1.5', async () => {
    const validate = cycloneDxSchema();
    const made = await bom();
    expect(validate(made), JSON.stringify(validate.errors)).toBe(true);
    // It would see a mistake.
    expect(validate({ ...made, components: [{ name: 'without a type' }] })).toBe(false);
    expect(validate({ ...made, serialNumber: 'no uuid' })).toBe(false);
  });

  it('lists exactly these packages, each with its checksum and licence, and their order of need', async () => {
    const { components, dependencies, metadata } = await bom();
    expect(components.map(({ name, version }) => ({ name, version }))).toEqual(
      [...INSIDE].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, version }) => ({ name, version })),
    );
    for (const component of components) {
      expect(component).toMatchObject({ scope: 'required', licenses: [expect.anything() as unknown] });
      expect(component).toMatchObject({
        hashes: [{ alg: 'SHA-512' }],
        purl: expect.stringMatching(/^pkg:npm\//u) as string,
      });
    }
    // Its manifest names none.
    expect(components.find(({ name }) => name === 'png-js')?.['licenses']).toMatchObject([
      {
        license: {
          name: 'MIT License',
          text: { content: expect.stringContaining('Devon Govett') as string },
        },
      },
    ]);
    expect(metadata.component).toMatchObject({
      name: 'borne-adherent',
      version: '1.2.3',
      type: 'application',
    });
    expect(dependencies[0]).toEqual({
      ref: 'borne-adherent@1.2.3',
      dependsOn: components.map((component) => component['bom-ref']),
    });
    const svelte = dependencies.find(({ ref }) => ref.startsWith('svelte@'));
    expect(svelte?.dependsOn).toEqual([`clsx@${ofPackage('clsx').version}`]);
  });

  it('is the same for the same commit, and names nothing of the machine', async () => {
    const made = JSON.stringify(await bom());
    expect(JSON.stringify(await bom())).toBe(made);
    expect(made).not.toContain(ROOT);
    const other = bomOf(await all(), PRODUCT, INSIDE, { ...COMMIT, hash: 'd'.repeat(40) });
    expect(other.serialNumber).not.toBe((await bom()).serialNumber);
  });

  it('is not made when a package is inside that npm does not know', async () => {
    const unknown = { name: 'left-over', version: '1.0.0', folder: 'node_modules/left-over' };
    const known = await all();
    expect(() => bomOf(known, PRODUCT, [...INSIDE, unknown], COMMIT)).toThrow(
      'npm does not list left-over@1.0.0',
    );
  });
});

describe('the licences of what is inside', () => {
  const notices = noticesOf('borne-adherent', INSIDE);

  it('name each package and hold its text, and those of the files in resources/', () => {
    for (const { name, version } of INSIDE) expect(notices).toContain(`\n${name} ${version}\n`);
    expect(notices).toContain('Copyright (c) 2025 Colin McDonnell');
    for (const folder of ['challenge', 'letters', 'pictograms', 'postal-codes'])
      expect(notices).toContain(`\nresources/${folder}\n`);
    expect(notices).toContain('SIL OPEN FONT LICENSE');
  });
});
