// Steps of a walk through the editor or a page: each is a test, and stands on the one before it.

/**
 * @param {string} who what the titles begin with
 * @param {(name: string) => Promise<unknown>} picture
 * @returns {{ results: { title: string, state: 'passed' | 'failed', error?: string }[], step: (title: string, action: () => Promise<void>) => Promise<void> }}
 */
export function stepsOf(who, picture) {
  const results = [];
  const step = async (title, action) => {
    // After a failure the rest would only repeat it.
    if (results.some(({ state }) => state === 'failed')) return;
    try {
      const began = Date.now();
      await action();
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      results.push({ title: `${who}: ${title} (${seconds} s)`, state: 'passed' });
    } catch (error) {
      results.push({ title: `${who}: ${title}`, state: 'failed', error: String(error?.stack ?? error) });
      await picture('failed').catch(() => {});
    }
  };
  return { results, step };
}
