const POLL_MILLIS = 20;

/**
 * Resolves with what `look` returns as soon as it returns without throwing: for what another process, or a timer of the service, is
 * about to bring about. The deadline is for machines that are slow, not for what is being tested.
 * @throws what `look` threw last, once the deadline has passed
 */
export async function eventually<T>(look: () => T | Promise<T>, deadlineMillis = 20_000): Promise<T> {
  const deadline = performance.now() + deadlineMillis;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
}
