/**
 * Hands the GPU all of a step at once. The engine submits sixteen kernels at a time, and each submission is a message to
 * the browser's GPU process: dozens for a token, which cost the host more than the kernels' encoding.
 */

/**
 * Runs `work` and submits what it gave the queue when it is done, in the order given. Nothing in `work` may wait for the
 * GPU, which gets nothing until then; writes keep their place among what was submitted.
 */
export async function submitTogether(queue: GPUQueue, work: () => Promise<void>): Promise<void> {
  const held: GPUCommandBuffer[] = [];
  const { submit, writeBuffer } = queue;
  const release = (): void => {
    if (held.length > 0) submit.call(queue, held.splice(0));
  };
  // The queue's own properties hide its prototype's methods for as long as they are there.
  queue.submit = (buffers) => void held.push(...buffers);
  queue.writeBuffer = (...written: Parameters<typeof writeBuffer>) => {
    release();
    writeBuffer.apply(queue, written);
  };
  try {
    await work();
  } finally {
    Reflect.deleteProperty(queue, 'submit');
    Reflect.deleteProperty(queue, 'writeBuffer');
    release();
  }
}
