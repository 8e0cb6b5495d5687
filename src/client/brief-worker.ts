/** One call in a worker that lives as long as it. */
import { VlmError } from '../protocol/error.ts';
import type { Method, Params, Result } from '../protocol/methods.ts';
import { Connection, type CallOptions } from './connection.ts';

export async function callOnce<M extends Method>(
  method: M,
  params: Params<M>,
  options: CallOptions<M> = {},
): Promise<Result<M>> {
  const connection = new Connection();
  try {
    return await connection.call(method, params, options);
  } finally {
    connection.end(new VlmError('worker-crashed', `The call ${method} is done; its worker is over.`));
  }
}
