import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EnvironmentOptions, Plugin } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const INTO = path.join(ROOT, 'dist', 'hub');
const packageFolder = (name: string): string => path.join(ROOT, 'node_modules', name);

/** Packages that the bundle loads from `node_modules` beside it, since they have native code, and what they need. */
const BESIDE = ['argon2', '@phc/format', 'node-gyp-build'];

/** Files that are read at run time: where they are, and where the bundle looks for them. */
const FILES = [
  [path.join(ROOT, 'resources', 'letters'), 'resources/letters'],
  [path.join(packageFolder('@fastify/swagger-ui'), 'static'), 'static'],
  [path.join(packageFolder('pdfkit'), 'js', 'standard-fonts'), 'standard-fonts'],
  ...['pglite.wasm', 'pglite.data', 'initdb.wasm'].map((name) => [
    path.join(packageFolder('@electric-sql/pglite'), 'dist', name),
    name,
  ]),
] as const;

/** What pdfkit looks for in its own manifest. */
const MANIFEST = { type: 'module', imports: { '#standard-fonts/*': './standard-fonts/*.cjs' } };

/** What of a package is no use to who runs it. */
const UNUSED = /(?:\.d\.c?ts|\.map|\.md|\.cpp|binding\.gyp)$|argon2\/argon2$/u;

/** The folder `dist/hub`: it runs wherever it is copied, by Node 24 alone. */
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
      // PGlite's own way of loading itself.
      checks: { eval: false },
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // For the packages that are CommonJS.
        banner: 'const __dirname = import.meta.dirname, __filename = import.meta.filename;',
      },
    },
  },
};

/** Puts beside the bundle what it loads and reads. */
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
