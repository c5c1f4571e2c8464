import { Hono } from 'hono'
import { askedRateSchema, newRateSchema, rateListSchema, sentRatesSchema } from '#models/bills/rates.schemas.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { fileBody, jsonBody, query } from '#server/app/validate.ts'
import { ratesTooLarge } from './rates.problems.ts'
import { cadRate, endRate, importRates, rateList, type RatesDeps, stateRate } from './rates.usecases.ts'

/** Decades of one currency, or years of all; read on the thread that answers, so no larger. */
const mostBytes = 1024 * 1024

export function ratesRoutes(deps: RatesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('bills.read'),
      answers('Rates that bind a body, and which one each month takes', 'ExchangeRates'),
      query(rateListSchema),
      async (c) => c.json(await rateList(deps, c.get('reach'), c.req.valid('query'))),
    )
    .post(
      '/',
      policy('bills.import'),
      answers('States a rate by hand', 'ExchangeRate', 201),
      jsonBody(newRateSchema),
      async (c) => c.json(await stateRate(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .post(
      '/import',
      policy('bills.import'),
      answers('Takes an answer of the Valet service of the Bank of Canada', 'RatesImported', 200, { takesFile: true }),
      query(sentRatesSchema),
      fileBody,
      async (c) => {
        const bytes = await c.req.arrayBuffer()
        if (bytes.byteLength > mostBytes) throw ratesTooLarge()
        const text = new TextDecoder('utf-8').decode(bytes)
        return c.json(await importRates(deps, c.get('reach'), { ...c.req.valid('query'), text }))
      },
    )
    .get(
      '/in-force',
      policy('bills.read'),
      answers('The rate of a day or a month, or the reason why it is unknown', 'CadRate'),
      query(askedRateSchema),
      async (c) => {
        const { body, currency, at } = c.req.valid('query')
        const { id } = await bodyInReach(deps, c.get('reach'), body)
        return c.json(await cadRate(deps, id, { currency, at }))
      },
    )
    .delete('/:id', policy('bills.import'), answers('Ends a rate', 'Nothing', 204), async (c) => {
      await endRate(deps, c.get('reach'), c.req.param('id'))
      return c.body(null, 204)
    })
}
