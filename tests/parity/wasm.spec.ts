/** The stages on WebAssembly against PyTorch. */
import { test } from '../browser/ocelli-test.ts';
import { expectSameCaptions, expectSameScores, expectSameTensors } from './compare.ts';

test('every stage agrees within the tolerance', ({ enginePage, site }) =>
  expectSameTensors(enginePage, site, 'wasm'));

test('texts have the same scores', ({ enginePage, site }) => expectSameScores(enginePage, site, 'wasm'));

test('greedy and beam captions agree token for token', ({ enginePage, site }) =>
  expectSameCaptions(enginePage, site, 'wasm'));
