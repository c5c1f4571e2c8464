import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import { billUploadSchema } from '#models/bills/bill.schemas.ts'
import { forms } from '#models/shared/forms.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, query } from '#server/app/validate.ts'
import type { Database } from '#server/database/database.ts'
import { receivedFile } from '#server/imports/readers/received-file.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import type { Clock } from '#server/shared/clock.ts'
import { csvText } from '#server/shared/csv.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Reports } from '#server/shared/reports.ts'
import type { BillInput } from './bill-job.ts'
import { type BillLimits, defaultBillLimits, mostBytesOf } from './bill-limits.ts'
import { notedAs, wholeDelivery } from './bill-parts.ts'
import {
  chargeList,
  chargeRows,
  deliveryList,
  failureList,
  oneDelivery,
  onePeriod,
  periodList,
  sourceList,
} from './reading.usecases.ts'
import { receivedParts } from './received-parts.ts'
import { receiveBill } from './receiving.usecases.ts'

export type BillsRoutesDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly jobs: Jobs
  readonly reports: Reports
  readonly filesFolder: string
  readonly billLimits?: BillLimits | undefined
}

const pageOf = (most: number, usual: string) =>
  v.optional(v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(most)), usual)
const ordinal = v.pipe(v.string(), v.regex(forms.position), v.transform(Number))
const deliveriesSchema = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: pageOf(100, '20'),
})
const failuresSchema = v.strictObject({ cursor: v.optional(ordinal), limit: pageOf(500, '100') })
const key = v.optional(v.pipe(v.string(), v.maxLength(500)))
const chargesSchema = v.strictObject({
  import: v.pipe(v.string(), v.regex(forms.idCursor)),
  day: v.optional(v.pipe(v.string(), v.isoDate())),
  service: key,
  resource: key,
  subAccount: key,
  cursor: v.optional(ordinal),
  limit: pageOf(500, '100'),
})
const rowsSchema = v.strictObject({ limit: pageOf(500, '100') })
const largestListed = 10_000

/** Receives what was sent to disk: one file as it is, or the files of a delivery, held against their manifest. */
async function receivedBill(
  body: ReadableStream<Uint8Array> | null,
  path: string,
  { name, files, mostBytes }: { readonly name: string; readonly files: number | undefined; readonly mostBytes: number },
) {
  if (files === undefined) {
    const noted = { fileName: name, parts: undefined, ...(await receivedFile(body, path, mostBytes)) }
    return { parts: undefined, noted }
  }
  const parts = await wholeDelivery(await receivedParts(body, path, { files, mostBytes }))
  return { parts, noted: notedAs(parts) }
}

/** Bills: received, read by a job, put in force; what they say down to the line of the file. */
export function billsRoutes(deps: BillsRoutesDeps) {
  const { jobs, filesFolder } = deps
  const folder = join(filesFolder, 'bills')
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('bills.read'),
      answers('Deliveries of bills, newest first', 'BillDelivery[]'),
      query(deliveriesSchema),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        return c.json(await deliveryList(deps, c.get('reach'), { after: cursor, limit }))
      },
    )
    .post(
      '/',
      policy('bills.import'),
      answers(
        'Receives a bill (CSV, CSV.gz, CSV.zst, Parquet; several files of it as a tar) and imports it',
        'Job',
        202,
        {
          takesFile: true,
        },
      ),
      query(billUploadSchema),
      fileBody,
      async (c) => {
        const { body, name, files, ...asked } = c.req.valid('query')
        const reach = c.get('reach')
        const { id: bodyId } = await bodyInReach(deps, reach, body)
        const delivery = newId()
        await mkdir(filesFolder, { recursive: true })
        const path = join(filesFolder, `bill-${delivery}`)
        const limits = deps.billLimits ?? defaultBillLimits
        try {
          const { parts, noted } = await receivedBill(c.req.raw.body, path, {
            name,
            files,
            mostBytes: mostBytesOf(limits),
          })
          await receiveBill(deps, reach, {
            bodyCode: body,
            id: delivery,
            asked: { ...asked, parts: noted.parts },
            ...noted,
          })
          const input: BillInput = { delivery, path, folder, limits, ...(parts === undefined ? {} : { parts }) }
          const job = await jobs.start(reach, {
            kind: 'bill-import',
            bodyId,
            input: asJson(input),
            whenOver: () => rm(path, { recursive: true, force: true }),
          })
          return c.json({ job: job.id, delivery }, 202)
        } catch (error) {
          await rm(path, { recursive: true, force: true })
          throw error
        }
      },
    )
    .get('/sources', policy('bills.read'), answers('Who bills which account', 'BillSource[]'), async (c) =>
      c.json(await sourceList(deps, c.get('reach'))),
    )
    .get(
      '/periods',
      policy('bills.read'),
      answers('Months of each source: open or closed, in force and replaced', 'BillPeriod[]'),
      async (c) => c.json(await periodList(deps, c.get('reach'))),
    )
    .get('/periods/:id', policy('bills.read'), answers('One month of a source', 'BillPeriod'), async (c) => {
      const view = await onePeriod(deps, c.get('reach'), c.req.param('id'))
      c.header('etag', view.etag)
      return c.json(view)
    })
    .get(
      '/charges',
      policy('bills.read'),
      answers('Charges of an import by day', 'BillCharge[]'),
      query(chargesSchema),
      async (c) => {
        const { import: importId, cursor, ...filter } = c.req.valid('query')
        return c.json(await chargeList(deps, c.get('reach'), { importId, after: cursor ?? -1, ...filter }))
      },
    )
    .get(
      '/charges/:import/:ordinal/rows',
      policy('bills.read'),
      answers('Rows of the file behind a charge, with their lines', 'BillRows'),
      query(rowsSchema),
      async (c) => {
        const given = { importId: c.req.param('import'), ordinal: Number(c.req.param('ordinal')) }
        const isNumber = Number.isSafeInteger(given.ordinal)
        return c.json(
          await chargeRows({ ...deps, folder }, c.get('reach'), {
            ...given,
            ordinal: isNumber ? given.ordinal : -1,
            ...c.req.valid('query'),
          }),
        )
      },
    )
    .get(
      '/:id',
      policy('bills.read'),
      answers('One delivery: how it was read and what it said', 'BillDelivery'),
      async (c) => {
        const view = await oneDelivery(deps, c.get('reach'), c.req.param('id'))
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
    .get(
      '/:id/failures',
      policy('bills.read'),
      answers('Rows that broke a rule, by line', 'BillFailure[]'),
      query(failuresSchema),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        return c.json(await failureList(deps, c.get('reach'), c.req.param('id'), { after: cursor ?? -1, limit }))
      },
    )
    .get(
      '/:id/failures.csv',
      policy('bills.read'),
      answers('Rows that broke a rule, as a file', 'CSV', 200, { media: 'text/csv' }),
      async (c) => {
        const { language } = c.get('reach')
        const isFrench = language === 'fr'
        const page = { after: -1, limit: largestListed }
        const rows = await failureList(deps, c.get('reach'), c.req.param('id'), page)
        const severities = isFrench
          ? { refused: 'refusée', warned: 'signalée' }
          : { refused: 'refused', warned: 'warned' }
        const header = isFrench
          ? ['Fichier', 'Ligne', 'Règle', 'Colonne', 'Suite', 'Raison', 'Reason']
          : ['File', 'Line', 'Rule', 'Column', 'Outcome', 'Reason', 'Raison']
        const lines = rows.map(({ file, line, rule, column, severity, detail }) => {
          const [own, other] = isFrench ? [detail.fr, detail.en] : [detail.en, detail.fr]
          return [file ?? '', String(line), rule, column ?? '', severities[severity], own, other]
        })
        return c.body(csvText([header, ...lines], isFrench ? ';' : ','), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="rejets-facture-${c.req.param('id')}.csv"`,
        })
      },
    )
}
