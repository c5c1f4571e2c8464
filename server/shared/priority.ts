import { readdirSync, readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

const behind = constants.priority.PRIORITY_BELOW_NORMAL
const tasks = '/proc/self/task'

/**
 * The thread that calls lets those that answer people go first. On Linux a priority is of a thread; elsewhere it is of the whole process,
 * and nothing is done.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(0, behind)
}

/**
 * The same for the pool in which native libraries work, and for the threads that they start from it: a bill is read there, while the threads
 * of the server and of its database keep their own. Where the pool cannot be told, nothing is done.
 */
export function poolGivesWay(): void {
  if (process.platform !== 'linux') return
  for (const thread of readdirSync(tasks)) {
    try {
      const name = readFileSync(`${tasks}/${thread}/comm`, 'utf8').trim()
      if (name === 'libuv-worker') setPriority(Number(thread), behind)
    } catch {
      // a thread that ended since it was listed
    }
  }
}
