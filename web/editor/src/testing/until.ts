/** Waits until something is so; fails after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error(`It did not come to pass: ${condition}`);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
