import { pino } from 'pino'

/** JSON lines on standard error; secrets never reach a log line, because requests are logged by route and id only. */
export function createLog(level: string) {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
export type Log = Pick<ReturnType<typeof createLog>, 'debug' | 'info' | 'warn' | 'error'>
