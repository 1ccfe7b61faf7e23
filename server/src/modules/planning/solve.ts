/** Solves a model in a thread of its own, so that this process goes on answering meanwhile. */
import { Worker } from 'node:worker_threads';

const SECONDS = 20;

/** Plain text, because a bundle has no file of its own for it; the library and its WASM stay where they are installed. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
require(workerData.library)().then((highs) => {
  const { Status, Columns } = highs.solve(workerData.model, {
    time_limit: workerData.seconds, mip_rel_gap: 0.02, output_flag: false,
  });
  const chosen = Object.entries(Columns ?? {}).filter(([, { Primal }]) => Primal > 0.5).map(([name]) => Number(name.slice(1)));
  parentPort.postMessage({ status: Status, chosen });
});`;

export interface Solved {
  status: string;
  /** Columns that are 1. */
  chosen: number[];
}

/** Null when `keep` says to stop. What the solver did not manage within its time comes as it stands, maybe as nothing. */
export async function solve(
  model: string,
  keep: (share: number) => Promise<boolean>,
  seconds = SECONDS,
): Promise<Solved | null> {
  const thread = new Worker(THREAD, {
    eval: true,
    workerData: { library: require.resolve('highs'), model, seconds },
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const answer = new Promise<Solved>((done) => {
    thread.once('message', done);
    // A model that the solver cannot swallow counts as one without an answer: what is served in the order of asking stands.
    thread.once('error', () => done({ status: 'Error', chosen: [] }));
    thread.once('exit', () => done({ status: 'Ended', chosen: [] }));
  });
  const began = Date.now();
  try {
    for (;;) {
      const tick = new Promise<undefined>((done) => setTimeout(() => done(undefined), 500));
      const solved = await Promise.race([answer, tick]);
      if (solved) return solved;
      if (Date.now() - began > (seconds + 5) * 1000) return { status: 'Late', chosen: [] };
      if (!(await keep(Math.min(1, (Date.now() - began) / (seconds * 1000))))) return null;
    }
  } finally {
    await thread.terminate();
  }
}
