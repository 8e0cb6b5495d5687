import { expect, it } from 'vitest';
import { pause } from '../../../src/pipeline/pause.ts';

it('lets waiting messages in before it looks at the signal', async () => {
  const controller = new AbortController();
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => controller.abort(), { once: true });
  port1.start();
  port2.postMessage('stop');
  await expect(pause(controller.signal)).rejects.toMatchObject({ code: 'aborted' });
  port1.close();
});
