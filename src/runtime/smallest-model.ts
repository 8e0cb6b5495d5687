/**
 * The smallest ONNX model: y = x, opset 21. A session of it makes ONNX Runtime fetch and compile its
 * WebAssembly, which it otherwise does when the first real model is there.
 */
export const smallest = {
  name: 'ONNX Runtime',
  // prettier-ignore
  model: Uint8Array.of(
    8, 10, 18, 0, 58, 55, 10, 16, 10, 1, 120, 18, 1, 121, 34, 8, 73, 100, 101, 110,
    116, 105, 116, 121, 18, 1, 103, 90, 15, 10, 1, 120, 18, 10, 10, 8, 8, 1, 18, 4,
    10, 2, 8, 1, 98, 15, 10, 1, 121, 18, 10, 10, 8, 8, 1, 18, 4, 10, 2, 8,
    1, 66, 4, 10, 0, 16, 21,
  ),
  externalData: [],
};
