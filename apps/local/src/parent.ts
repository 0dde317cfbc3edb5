import type { Supervision } from "@stagepass/runtime";

const lookEveryMs = 500;

/**
 * Stops this process when the one that started it is gone, as after `kill -9` of npm. A changed parent pid tells;
 * a closed standard input does not, since background jobs have none.
 */
export function stopWithParent({ onStop }: Supervision): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, lookEveryMs);
  timer.unref();
  onStop(async () => clearInterval(timer));
}
