import type { Supervision } from "@stagepass/runtime";

const lookEveryMs = 500;

/**
 * Stops this process when its parent process is gone, as after `kill -9` of npm. The sign is a changed parent pid. A
 * closed standard input would be no sign, since background jobs have none.
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
