/** Sends `signal` to a process and everything it started; a group that is gone already is no fault. */
export function signalGroup(leaderPid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leaderPid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

export function isGroupAlive(leaderPid: number): boolean {
  return signalGroup(leaderPid, 0)
}
