import { Hono } from 'hono'
import {
  budgetCorrectionSchema,
  ledgerLinesSchema,
  newBudgetEntrySchema,
  replaySchema,
  ofBodySchema,
  sentLedgerSchema,
} from '#models/ledgers/ledger.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { budgetEntryList, correctBudgetEntry, createBudgetEntry } from './budget-entries.usecases.ts'
import {
  extractList,
  ledgerLines,
  type LedgersDeps,
  oneExtract,
  replayExtract,
  sendExtract,
  undoExtract,
} from './extracts.usecases.ts'
import { receivedBytes } from './ledger-file.ts'

export function ledgersRoutes(deps: LedgersDeps) {
  return new Hono<AppEnv>()
    .get(
      '/extracts',
      policy('bills.read'),
      answers('Extracts of the ledger of a body, the latest first', 'LedgerExtract[]'),
      query(ofBodySchema),
      async (c) => c.json(await extractList(deps, c.get('reach'), c.req.valid('query').body)),
    )
    .post(
      '/extracts',
      policy('ledgers.import'),
      answers('Reads an extract of the ledger; writes it unless it is a trial', 'LedgerSent', 200, {
        takesFile: true,
      }),
      query(sentLedgerSchema),
      fileBody,
      async (c) => {
        const bytes = await receivedBytes(c.req.raw.body)
        return c.json(await sendExtract(deps, c.get('reach'), { ...c.req.valid('query'), bytes }))
      },
    )
    .get(
      '/extracts/:id',
      policy('bills.read'),
      answers('One extract, with its refused lines', 'LedgerExtract'),
      async (c) => {
        const view = await oneExtract(deps, c.get('reach'), c.req.param('id'))
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
    .post(
      '/extracts/:id/undo',
      policy('ledgers.import'),
      answers('An extract counts no more', 'LedgerExtract', 200, { needsVersion: true }),
      async (c) => c.json(await undoExtract(deps, c.get('reach'), c.req.param('id'), expectedVersion(c))),
    )
    .post(
      '/extracts/:id/replay',
      policy('ledgers.import'),
      answers('Takes refused lines again, their cost centres being said', 'LedgerExtract', 200, { needsVersion: true }),
      jsonBody(replaySchema),
      async (c) => {
        const { costCentres } = c.req.valid('json')
        const given = { expected: expectedVersion(c), costCentres }
        const view = await replayExtract(deps, c.get('reach'), c.req.param('id'), given)
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
    .get(
      '/lines',
      policy('bills.read'),
      answers('Lines of the ledger that count, a page at a time', 'LedgerLines'),
      query(ledgerLinesSchema),
      async (c) => c.json(await ledgerLines(deps, c.get('reach'), c.req.valid('query'))),
    )
    .get(
      '/budget-entries',
      policy('bills.read'),
      answers('Budget withdrawn, and what accepted claims left of it', 'BudgetEntry[]'),
      query(ofBodySchema),
      async (c) => c.json(await budgetEntryList(deps, c.get('reach'), c.req.valid('query').body)),
    )
    .post(
      '/budget-entries',
      policy('ledgers.import'),
      answers('States that budget was withdrawn from a fund', 'BudgetEntry', 201),
      jsonBody(newBudgetEntrySchema),
      async (c) => {
        const view = await createBudgetEntry(deps, c.get('reach'), c.req.valid('json'))
        c.header('etag', view.etag)
        return c.json(view, 201)
      },
    )
    .post(
      '/budget-entries/:code/correct',
      policy('ledgers.import'),
      answers('Corrects a withdrawal; what it said before stays', 'BudgetEntry', 200, { needsVersion: true }),
      jsonBody(budgetCorrectionSchema),
      async (c) => {
        const view = await correctBudgetEntry(
          deps,
          c.get('reach'),
          c.req.param('code'),
          expectedVersion(c),
          c.req.valid('json'),
        )
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
}
