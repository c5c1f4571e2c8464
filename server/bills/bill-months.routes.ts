import { type Context, Hono } from 'hono'
import Papa from 'papaparse'
import * as v from 'valibot'
import {
  billGridSchema,
  type BillMonthView,
  closeMonthSchema,
  invoiceSchema,
  monthSchema,
  reopenMonthSchema,
  sentInvoicesSchema,
} from '#models/bills/bill-months.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { billMonthEmpty } from './bill-months.problems.ts'
import { billGrid, billMonth, type BillMonthsDeps, closeMonth, reopenMonth } from './bill-months.usecases.ts'
import { restatement } from './restatements.usecases.ts'
import { invoiceFileTooLarge } from './invoices.problems.ts'
import { endStatedInvoice, importInvoices, stateInvoice } from './invoices.usecases.ts'

const mostBytes = 1024 * 1024

function told(c: Context<AppEnv>, month: BillMonthView) {
  c.header('etag', month.etag)
  return c.json(month)
}

/** Source and month of an address; a month that is none does not exist. */
function placeOf(c: Context<AppEnv>): { readonly source: string; readonly month: string } {
  const source = c.req.param('source') ?? ''
  const month = c.req.param('month') ?? ''
  if (v.safeParse(monthSchema, month).success) return { source, month }
  throw billMonthEmpty(source.slice(0, 40), month.slice(0, 40))
}

export function billMonthsRoutes(deps: BillMonthsDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('bills.read'),
      answers('Sources of bills by month: received, missing, closed', 'BillGrid'),
      query(billGridSchema),
      async (c) => c.json(await billGrid(deps, c.get('reach'), c.req.valid('query'))),
    )
    .post(
      '/invoices/import',
      policy('bills.import'),
      answers('Takes the invoices of a FOCUS Invoice Detail file', 'InvoicesImported', 200, { takesFile: true }),
      query(sentInvoicesSchema),
      fileBody,
      async (c) => {
        const bytes = await c.req.arrayBuffer()
        if (bytes.byteLength > mostBytes) throw invoiceFileTooLarge()
        const rows = Papa.parse<string[]>(new TextDecoder('utf-8').decode(bytes)).data
        return c.json(await importInvoices(deps, c.get('reach'), { ...c.req.valid('query'), rows }))
      },
    )
    .get(
      '/:source/:month',
      policy('bills.read'),
      answers('One month of a source, held against its invoice', 'BillMonth'),
      async (c) => {
        const { source, month } = placeOf(c)
        return told(c, await billMonth(deps, c.get('reach'), source, month))
      },
    )
    .get(
      '/:source/:month/restatements/:import',
      policy('bills.read'),
      answers('What an import restated, by service', 'Restatement'),
      async (c) => {
        const { source, month } = placeOf(c)
        return c.json(await restatement(deps, c.get('reach'), source, { month, importId: c.req.param('import') }))
      },
    )
    .post(
      '/:source/:month/close',
      policy('bills.close'),
      answers('Closes a month; with a reason when a difference is unexplained', 'BillMonth', 200, {
        needsVersion: true,
      }),
      jsonBody(closeMonthSchema),
      async (c) => {
        const { source, month } = placeOf(c)
        const given = { ...c.req.valid('json'), expected: expectedVersion(c) }
        return told(c, await closeMonth(deps, c.get('reach'), source, month, given))
      },
    )
    .post(
      '/:source/:month/reopen',
      policy('bills.close'),
      answers('Opens a closed month again, with a reason', 'BillMonth', 200, { needsVersion: true }),
      jsonBody(reopenMonthSchema),
      async (c) => {
        const { source, month } = placeOf(c)
        const given = { ...c.req.valid('json'), expected: expectedVersion(c) }
        return told(c, await reopenMonth(deps, c.get('reach'), source, month, given))
      },
    )
    .post(
      '/:source/:month/invoices',
      policy('bills.import'),
      answers('Enters an invoice of the month', 'Invoice', 201),
      jsonBody(invoiceSchema),
      async (c) => c.json(await stateInvoice(deps, c.get('reach'), placeOf(c), c.req.valid('json')), 201),
    )
    .delete(
      '/:source/:month/invoices/:invoice',
      policy('bills.import'),
      answers('Takes an invoice away', 'Nothing', 204),
      async (c) => {
        await endStatedInvoice(deps, c.get('reach'), placeOf(c), c.req.param('invoice'))
        return c.body(null, 204)
      },
    )
}
