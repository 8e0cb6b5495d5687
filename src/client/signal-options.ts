/** What every call that takes time accepts. */
export interface SignalOptions {
  /** Ends the call, which then rejects with `aborted`. */
  signal?: AbortSignal;
}
