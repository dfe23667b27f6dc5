import { readFile } from 'node:fs/promises';

/** Seconds of processor time that all processes of the browser have taken so far. */
export async function processorTime(browser) {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** How much resident memory the pages' processes gain by something, garbage collected before and after. */
export async function growth(browser, page, work) {
  const devtools = await browser.newBrowserCDPSession();
  const collector = await page.context().newCDPSession(page);
  const measure = async () => {
    await collector.send('HeapProfiler.collectGarbage');
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    const sizes = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => resident(id)));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const before = await measure();
  const result = await work();
  const bytes = (await measure()) - before;
  await devtools.detach();
  return { result, bytes };
}

async function resident(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}
