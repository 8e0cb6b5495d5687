/** The stages on WebGPU, on a software adapter, against PyTorch. */
import { lavapipe } from '../browser/lavapipe/lavapipe-test.ts';
import { test } from '../browser/ocelli-test.ts';
import { expectSameCaptions, expectSameScores, expectSameTensors } from './compare.ts';

test.use(lavapipe);

test('every stage agrees within the tolerance', ({ enginePage, site }) =>
  expectSameTensors(enginePage, site, 'webgpu'));

test('texts have the same scores', ({ enginePage, site }) => expectSameScores(enginePage, site, 'webgpu'));

test('greedy and beam captions agree token for token', ({ enginePage, site }) =>
  expectSameCaptions(enginePage, site, 'webgpu'));
