import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EnvironmentOptions, Plugin } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const INTO = path.join(ROOT, 'dist', 'hub');
const packageFolder = (name: string): string => path.join(ROOT, 'node_modules', name);

/**
 * Packages that the bundle loads from its own `node_modules`, since they have native code, and their dependencies.
 */
const BESIDE = ['argon2', '@phc/format', 'node-gyp-build'];

/** Files read at run time: their source, and their place in the bundle. */
const FILES = [
  [path.join(ROOT, 'resources', 'letters'), 'resources/letters'],
  [
    path.join(
      packageFolder('@fontsource-variable/atkinson-hyperlegible-next'),
      'files',
      'atkinson-hyperlegible-next-latin-wght-normal.woff2',
    ),
    'resources/pages/typeface.woff2',
  ],
  [path.join(packageFolder('@fastify/swagger-ui'), 'static'), 'static'],
  [path.join(packageFolder('pdfkit'), 'js', 'standard-fonts'), 'standard-fonts'],
  ...['pglite.wasm', 'pglite.data', 'initdb.wasm'].map((name) => [
    path.join(packageFolder('@electric-sql/pglite'), 'dist', name),
    name,
  ]),
] as const;

/** The imports that pdfkit needs in a manifest. */
const MANIFEST = { type: 'module', imports: { '#standard-fonts/*': './standard-fonts/*.cjs' } };

/** Files of packages that are not needed at run time. */
const UNUSED = /(?:\.d\.c?ts|\.map|\.md|\.cpp|binding\.gyp)$|argon2\/argon2$/u;

/** The folder `dist/hub`: a copy runs anywhere with Node 24. */
export const hubEnvironment: EnvironmentOptions = {
  consumer: 'server',
  resolve: {
    noExternal: true,
    external: ['argon2'],
    conditions: ['node'],
    mainFields: ['module', 'main'],
  },
  build: {
    outDir: INTO,
    emptyOutDir: true,
    target: 'node24',
    // Names and lines stay, for stack traces.
    minify: false,
    rolldownOptions: {
      platform: 'node',
      external: ['argon2', /^node:/u],
      input: { main: 'src-hub/main.ts' },
      // PGlite loads itself with `eval`.
      checks: { eval: false },
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // For packages in CommonJS.
        banner: 'const __dirname = import.meta.dirname, __filename = import.meta.filename;',
      },
    },
  },
};

/** Copies what the bundle loads and reads. */
export function hubFiles(): Plugin {
  return {
    name: 'hub-files',
    applyToEnvironment: ({ name }) => name === 'hub',
    transform: {
      filter: { id: /@fastify\/swagger-ui\/lib\/routes\.js$/u },
      handler(code) {
        const own = "path.join(__dirname, '..', 'static')";
        if (!code.includes(own)) this.error('swagger-ui looks for its files in another way than it did');
        return code.replace(own, "path.join(__dirname, 'static')");
      },
    },
    writeBundle() {
      for (const [from, to] of FILES) cpSync(from, path.join(INTO, to), { recursive: true });
      for (const name of BESIDE)
        cpSync(packageFolder(name), path.join(INTO, 'node_modules', name), {
          recursive: true,
          filter: (file) => !UNUSED.test(file),
        });
      writeFileSync(path.join(INTO, 'package.json'), JSON.stringify(MANIFEST));
    },
  };
}
