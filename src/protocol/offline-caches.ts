/** The cache that holds ONNX Runtime's modules for visits without network: a service worker answers from it. */
export const MODULES = 'ocelli-engine';
