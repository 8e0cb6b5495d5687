// Builds the page at index.html and the scripts' bare page at engine.html. Every address in the output is relative, so the built folder works
// under any sub-path. The two isolation headers let ONNX Runtime use threads.
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  base: './',
  appType: 'mpa', // A missing file is a 404, not the page.
  build: {
    target: 'esnext',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: ['index.html', 'engine.html'] },
  },
  worker: { format: 'es' },
  // ONNX Runtime's WebAssembly files are served as they are (src/runtime/build.ts), not inlined.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  optimizeDeps: { include: ['@huggingface/tokenizers'], exclude: ['onnxruntime-web'] },
  server: { headers: isolation },
  preview: { headers: isolation },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
});
