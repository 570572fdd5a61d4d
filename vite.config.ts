import { builtinModules } from 'node:module';
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { APP_VERSION } from './src-shared/app-version.ts';
import { compileMessages, messageFiles, pageModuleOf } from './tools/setup/messages.mjs';
import { bundledPackages } from './tools/setup/bundled-packages.ts';
import { hubEnvironment, hubFiles } from './tools/setup/hub-bundle.ts';

/** Loaded from node_modules at run time: Electron itself and the two packages with native code. */
const EXTERNAL = [/^electron(\/|$)/u, 'better-sqlite3', 'argon2', /^node:/u, ...builtinModules];

/** Compiles the texts before each build, so that a build that watches follows them too. */
const messages: Plugin = {
  name: 'messages',
  async buildStart() {
    for (const file of messageFiles()) this.addWatchFile(file);
    await compileMessages();
  },
};

/** One module for each text: the first load has the texts of the first screens alone. */
const textsOfPage: Plugin = {
  name: 'texts-of-page',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  resolveId(source, importer) {
    if (importer === undefined || !source.startsWith('.')) return null;
    return pageModuleOf(path.resolve(path.dirname(importer), source));
  },
};

/** The browser compiles all functions of the kiosk's page while it loads them: else each screen's, when it is first shown. */
const compileHint: Plugin = {
  name: 'compile-hint',
  applyToEnvironment: ({ name }) => name === 'client',
  generateBundle: {
    // Only the first line counts, and Vite puts its own there.
    order: 'post',
    handler(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
    },
  },
};

export default defineConfig({
  root: 'src-renderer',
  base: './',
  publicDir: false,
  // The package's own main file carries polyfills for browsers of ten years ago: 15 kB gzip for nothing.
  resolve: { alias: { 'simple-keyboard': 'simple-keyboard/build/index.modern.esm.js' } },
  // For pages without a script, as `%APP_VERSION%`.
  define: { 'import.meta.env.APP_VERSION': JSON.stringify(APP_VERSION) },
  plugins: [messages, textsOfPage, compileHint, svelte({ configFile: false }), hubFiles(), bundledPackages()],
  builder: {
    buildApp: async (builder) => {
      for (const name of ['client', 'main', 'preload', 'hub', 'branch']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: {
    hub: hubEnvironment,
    client: {
      build: {
        outDir: '../dist/renderer',
        emptyOutDir: true,
        target: 'chrome140',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: ['src-renderer/index.html', 'src-renderer/page-given-up.html'],
          // The page judges passwords with src-shared but never checks a schema: without this, zod comes along.
          treeshake: { manualPureFunctions: ['z', 'keptPostalCodeSchema', 'countrySchema'] },
        },
      },
    },
    // The branch page, which the hub serves: into the folder of the hub, which is built before.
    branch: {
      consumer: 'client',
      build: {
        outDir: '../dist/hub/agence',
        emptyOutDir: true,
        // Browsers of counters and tablets, two years back.
        target: ['chrome126', 'firefox128', 'safari18'],
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: ['src-renderer/branch.html'],
          treeshake: { manualPureFunctions: ['z'] },
        },
      },
    },
    main: {
      consumer: 'server',
      resolve: {
        noExternal: true,
        external: ['electron', 'better-sqlite3', 'argon2'],
        conditions: ['node'],
        mainFields: ['module', 'main'],
      },
      build: {
        outDir: '../dist/main',
        emptyOutDir: true,
        target: 'node24',
        // Names stay, for the log's stack traces; white space and dead code would only cost time at each start.
        minify: false,
        rolldownOptions: {
          platform: 'node',
          external: EXTERNAL,
          input: {
            index: 'src-main/index.ts',
            start: 'src-main/start.ts',
            'members-writer': 'src-main/members/writer-thread.ts',
            'member-sync': 'src-main/member-feed/sync-thread.ts',
          },
          output: {
            minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
            format: 'es',
            entryFileNames: '[name].js',
            chunkFileNames: 'chunks/[name]-[hash].js',
          },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: '../dist/preload',
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          platform: 'node',
          external: EXTERNAL,
          input: { preload: 'src-main/preload.ts' },
          output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
        },
      },
    },
  },
});
