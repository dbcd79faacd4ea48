/** A signal that is aborted after a while, or with another one, unless it was let go before. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * An `AbortSignal.timeout` cannot be let go: it fires long after the answer, and makes an error with its stack, for
 * each of the thousands of requests of a first night.
 */
export function timeLimit(milliseconds: number, outer: AbortSignal | undefined): TimeLimit {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`No answer within ${milliseconds} ms.`, 'TimeoutError'));
  }, milliseconds);
  const stop = () => controller.abort(outer?.reason);
  if (outer?.aborted === true) stop();
  outer?.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
    },
  };
}
