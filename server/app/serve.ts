import { createServer, type Server } from 'node:http'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { ProblemError } from '#models/shared/problem.ts'
import { failInterruptedReadings } from '#server/imports/reading.usecases.ts'
import { failInterruptedBills } from '#server/bills/receiving.usecases.ts'
import { failInterruptedUsage } from '#server/usage/usage-imports.usecases.ts'
import { firstAdministratorLink } from '#server/access/accounts.usecases.ts'
import { rejudgeAsDaysPass } from '#server/assessment/reassessment.usecases.ts'
import type { OpenDatabase } from '#server/database/database.ts'
import { createJobs } from '#server/jobs/jobs.usecases.ts'
import { systemClock } from '#server/shared/clock.ts'
import { removeLeftSamples } from '#server/detection/received-samples.ts'
import { loadedShippedFormulas } from '#server/shared/datasets.ts'
import { createLog } from '#server/shared/log.ts'
import { createReports } from '#server/shared/reports.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import { recheckExemptions } from '#server/exemptions/recheck.usecases.ts'
import { createApp } from './create-app.ts'
import { forgetUnanswered } from './repeatable.ts'
import type { Environment } from './environment.ts'
import { createNightly } from './nightly.ts'
import { rootFolder } from '#server/shared/folders.ts'

/** How often the day is looked at: a pack comes into force at midnight in Québec. */
const lookAtTheDayMs = 60_000

export type RunningServer = { readonly url: string; readonly firstLink: string | undefined; stop(): Promise<void> }

/** Serves the workbench over an open database until stopped. */
export async function serve(database: OpenDatabase, environment: Environment): Promise<RunningServer> {
  loadedShippedFormulas()
  const log = createLog(environment.logLevel)
  const { filesFolder } = environment
  mkdirSync(filesFolder, { recursive: true })
  const jobs = await createJobs({
    database,
    clock: systemClock,
    log,
    computeThread: new URL('./compute-thread.ts', import.meta.url),
  })
  await removeLeftSamples(filesFolder)
  await failInterruptedReadings(database.db)
  await failInterruptedUsage(database.db)
  await failInterruptedBills(database.db)
  await forgetUnanswered(database.db)
  const reports = createReports(database, new URL('./report-thread.ts', import.meta.url))
  // An hour for a whole request: a bill of gigabytes over a slow line.
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 3_600_000, keepAliveTimeout: 5_000 })
  server.maxConnections = 2_000
  const baseUrl = await listening(server, environment)
  const app = createApp({
    database,
    clock: systemClock,
    log,
    baseUrl,
    jobs,
    reports,
    filesFolder,
    billLimits: {
      memoryMib: environment.billsMemoryMib,
      threads: environment.billsThreads,
      largestMib: environment.billsLargestMib,
    },
    clientFolder: join(rootFolder, 'dist/client'),
  })
  const judging = { db: database.db, clock: systemClock, jobs }
  const rejudge = (isStart: boolean) =>
    rejudgeAsDaysPass(judging, isStart).catch((error: unknown) =>
      log.error({ err: String(error) }, 'portfolio not judged again'),
    )
  await rejudge(true)
  const daily = setInterval(() => void rejudge(false), lookAtTheDayMs).unref()
  const listener = getRequestListener(app.fetch)
  server.on('request', (incoming, outgoing) => void listener(incoming, outgoing))
  const assessing = { db: database.db, clock: systemClock }
  const nightly = createNightly({
    clock: systemClock,
    log,
    act: () =>
      recheckExemptions({
        ...assessing,
        reassess: async (reach, ids) => void (await assessWorkloads(assessing, reach, ids)),
      }),
  })
  void nightly.look()
  return {
    url: baseUrl,
    firstLink: await firstAdministratorLink({ db: database.db, clock: systemClock, baseUrl }),
    async stop() {
      clearInterval(daily)
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await nightly.stop()
      await jobs.close()
      await reports.close()
      await database.close()
    },
  }
}

/** Listens, and says at which address: with port 0 the system chooses one, and links must name that one. */
async function listening(server: Server, { host, port, baseUrl }: Environment): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(portRefused(port, error)))
    server.listen(port, host, done)
  })
  const address = server.address()
  if (port !== 0 || address === null || typeof address !== 'object') return baseUrl
  return baseUrl.replace(/:0$/, `:${address.port}`)
}

function portRefused(port: number, error: Error): ProblemError {
  return new ProblemError({
    code: 'port-refused',
    status: 500,
    title: { fr: 'Le service ne peut pas écouter', en: 'The service cannot listen' },
    detail: {
      fr: `Le port ${port} n’est pas libre ou pas permis (${error.message}). En choisir un autre avec ARPENT_PORT ou --port.`,
      en: `Port ${port} is taken or not allowed (${error.message}). Choose another with ARPENT_PORT or --port.`,
    },
  })
}
