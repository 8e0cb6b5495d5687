// `vite build` makes the page at index.html and the scripts' bare page at engine.html; `vite build --mode library`
// makes <ocelli-vlm> as a module for other pages. Every address in the output is relative, so either works under any
// sub-path. The two isolation headers let ONNX Runtime use threads.
import { cpSync, writeFileSync } from 'node:fs';
import { defaultClientConditions, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { kernels } from './src/runtime/kernels/assembly/build.ts';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const page = { rolldownOptions: { input: ['index.html', 'engine.html'] } };

const library = {
  outDir: 'dist-lib',
  copyPublicDir: false,
  modulePreload: false as const,
  rolldownOptions: {
    input: { 'ocelli-vlm': 'src/element/index.ts' },
    preserveEntrySignatures: 'strict' as const,
    output: { entryFileNames: '[name].js' },
  },
};

/** The page of `npm run bench`, which measures decoders by themselves. */
const benchmark = {
  outDir: '.cache/benchmark/page',
  emptyOutDir: true,
  copyPublicDir: false,
  rolldownOptions: { input: 'src/cli/benchmark/page/index.html' },
};

const builds: Record<string, object> = { library, benchmark };

/** Puts the packs and the entry of the types beside the library, as a folder that can be served whole. */
const besideLibrary: Plugin = {
  name: 'beside-library',
  closeBundle() {
    cpSync('public/packs', 'dist-lib/packs', { recursive: true });
    writeFileSync('dist-lib/ocelli-vlm.d.ts', "export * from './types/element/index.ts';\n");
  },
};

/** Builds src/service-worker with the list of the shell's files: not ONNX Runtime's WebAssembly, and no pack. */
const installable = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/service-worker',
  filename: 'service-worker.ts',
  injectRegister: false,
  manifest: false,
  injectManifest: {
    globPatterns: [
      'index.html',
      '**/*.{js,mjs,css,svg,png,jpg,json,webmanifest}',
      // The own kernels are small, and the visit without network may need others: it has threads.
      'assets/{dot,relaxed,simd}*.wasm',
    ],
    // The HEIC decoder weighs more than all else, and few photographs need it.
    globIgnores: ['packs/**', '**/service-worker.js', '**/heic-to-*.js'],
    maximumFileSizeToCacheInBytes: 1_000_000,
  },
});

export default defineConfig(({ mode }) => ({
  base: './',
  appType: 'mpa', // A missing file is a 404, not the page.
  build: {
    target: 'esnext',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    ...(builds[mode] ?? page),
  },
  worker: { format: 'es' },
  plugins: [kernels(), ...(mode === 'library' ? [besideLibrary] : [installable])],
  // ONNX Runtime's WebAssembly files are served as they are (src/runtime/build.ts), not inlined.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  optimizeDeps: { include: ['@huggingface/tokenizers'], exclude: ['onnxruntime-web'] },
  server: { headers: isolation },
  preview: { headers: isolation },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
}));
