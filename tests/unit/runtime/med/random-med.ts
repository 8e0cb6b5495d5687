/** A small MED of random weights, stored as a pack stores them. */
import type { DecoderShape } from '../../../../src/runtime/med/shape.ts';
import type { StoredTensor } from '../../../../src/runtime/onnx/stored-tensor.ts';

export const shape: DecoderShape = {
  hidden: 64,
  layers: 2,
  heads: 2,
  headDim: 32,
  crossLayers: [1],
  visualTokens: 5,
  captionTokens: 3,
  decoderVocab: 24,
  maxPositions: 6,
};
export const inner = 128;
/** Words of the encoders; the decoder's are the first of them. */
export const vocab = 40;

/** Numbers from 0 to 1 that are the same every time (Park & Miller 1988). */
export function generator(state: number): () => number {
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** What the decoder's file names. */
export function randomTensors(): Map<string, StoredTensor> {
  const tensors = everyTensor();
  const first = (name: string, bytes: number): void => {
    const tensor = tensors.get(`med.embeddings.word.weight.${name}`);
    if (tensor) tensors.set(tensor.name, { ...tensor, bytes: tensor.bytes?.slice(0, bytes) });
  };
  first('q4', (shape.decoderVocab * shape.hidden) / 2);
  for (const name of ['scale', 'minimum']) first(name, (shape.decoderVocab * shape.hidden * 2) / 64);
  return tensors;
}

/** All of them, with the encoders' whole word table. */
export function everyTensor(): Map<string, StoredTensor> {
  const random = generator(7);
  const tensors = new Map<string, StoredTensor>();
  const put = (name: string, bytes: Uint8Array): void => {
    tensors.set(`med.${name}`, { name: `med.${name}`, type: 0, dims: [], bytes });
  };
  const floats = (name: string, n: number, middle = 0): void =>
    put(name, new Uint8Array(Float32Array.from({ length: n }, () => middle + random() - 0.5).buffer));
  const halves = (name: string, n: number, sign: number): void =>
    put(name, new Uint8Array(Uint16Array.from({ length: n }, () => sign + 0x2000 + random() * 0x400).buffer));
  const weights = (name: string, rows: number, columns: number): void => {
    put(
      `${name}.weight.q4`,
      Uint8Array.from({ length: (rows * columns) / 2 }, () => random() * 256),
    );
    halves(`${name}.weight.scale`, (rows * columns) / 64, 0);
    halves(`${name}.weight.minimum`, (rows * columns) / 64, 0x8c00);
  };
  const dense = (name: string, rows: number, columns: number): void => {
    weights(name, rows, columns);
    floats(`${name}.bias`, rows);
  };
  const norm = (name: string): void => {
    floats(`${name}.weight`, shape.hidden, 1);
    floats(`${name}.bias`, shape.hidden);
  };
  const { hidden } = shape;
  weights('embeddings.word', vocab, hidden);
  floats('lm_bias', shape.decoderVocab);
  floats('embeddings.position.weight', shape.maxPositions * hidden);
  norm('embeddings.norm');
  for (let i = 0; i < shape.layers; i++) {
    const layer = `layers.${i}`;
    for (const part of ['query', 'key', 'value', 'output'])
      for (const whose of ['self', 'decoder']) dense(`${layer}.${whose}_attention.${part}`, hidden, hidden);
    const sublayers = ['self_attention', 'decoder_attention', 'feed_forward'];
    if (shape.crossLayers.includes(i)) {
      for (const part of ['query', 'output', 'key', 'value'])
        dense(`${layer}.cross_attention.${part}`, hidden, hidden);
      sublayers.push('cross_attention');
    }
    for (const part of sublayers) norm(`${layer}.${part}.norm`);
    dense(`${layer}.feed_forward.inner`, inner, hidden);
    dense(`${layer}.feed_forward.output`, hidden, inner);
  }
  dense('lm_transform', hidden, hidden);
  norm('lm_norm');
  floats('itm_head.weight', 2 * hidden);
  floats('itm_head.bias', 2);
  const split = new Uint8Array(BigInt64Array.from([0n, 0n, BigInt(shape.heads), -1n]).buffer);
  tensors.set('split_heads', { name: 'split_heads', type: 7, dims: [4], bytes: split });
  return tensors;
}
