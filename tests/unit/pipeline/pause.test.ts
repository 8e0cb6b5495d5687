import { setTimeout as after } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { pause } from '../../../src/pipeline/pause.ts';

it('lets waiting messages in before it looks at the signal', async () => {
  const { controller, stop, close } = stoppable();
  await after(20);
  stop();
  await expect(pause(controller.signal)).rejects.toMatchObject({ code: 'aborted' });
  close();
});

it('lets none in where some were let in just before', async () => {
  const { controller, stop, close } = stoppable();
  await after(20);
  await pause(controller.signal);
  stop();
  await expect(pause(controller.signal)).resolves.toBeUndefined();
  await after(20);
  await expect(pause(controller.signal)).rejects.toMatchObject({ code: 'aborted' });
  close();
});

it('looks at the signal each time', async () => {
  await pause();
  await expect(pause(AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
});

function stoppable(): { controller: AbortController; stop: () => void; close: () => void } {
  const controller = new AbortController();
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => controller.abort(), { once: true });
  port1.start();
  return { controller, stop: () => port2.postMessage('stop'), close: () => port1.close() };
}
