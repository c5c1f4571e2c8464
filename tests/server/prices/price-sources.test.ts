import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProblemError } from '#models/shared/problem.ts'
import { awsPrices, queryRegion } from '#server/prices/aws-prices.ts'
import { azurePriceSheet, unitBlock } from '#server/prices/azure-price-sheet.ts'
import { azureRetailPrices } from '#server/prices/azure-retail-prices.ts'
import { pagesInFolder } from '#server/prices/kept-pages.ts'
import { createTokenBucket, type Pace } from '#server/prices/pace.ts'
import { priceFile } from '#server/prices/price-file.ts'
import type { KnownSizes, PriceSource } from '#server/prices/price-source.ts'
import { type FakePriceServices, fakePriceServices, type Misbehaviour } from '#tests/support/fake-price-services.ts'

let services: FakePriceServices
let folder: string
beforeAll(async () => {
  // Names of nobody: the fake asks for none, the client signs with what it finds.
  process.env['AWS_ACCESS_KEY_ID'] = 'nobody'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'nothing'
  services = await fakePriceServices()
})
afterAll(() => services.close())
beforeEach(() => {
  services.behave()
  folder = mkdtempSync(join(tmpdir(), 'arpent-prices-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

/** Time that passes only when it is waited for. */
function countedPace() {
  const waits: number[] = []
  let at = 0
  const pace: Pace = {
    nowMs: () => at,
    sleep: (ms) => {
      waits.push(ms)
      at += ms
      return Promise.resolve()
    },
  }
  return { pace, waits }
}

const sizes: KnownSizes = new Map(
  [2, 4, 8, 16].map((vcpu) => [`Standard_D${vcpu}s_v5`, { vcpu: String(vcpu), memoryGib: String(4 * vcpu) }]),
)
const timeoutMs = 300
type Made = { readonly source: PriceSource; readonly waits: readonly number[] }

function aws(at: string = folder): Made {
  const { pace, waits } = countedPace()
  const pages = pagesInFolder(at, () => 0)
  return { source: awsPrices({ endpoint: services.url, pages, pace, timeoutMs }), waits }
}
function azure(): Made {
  const { pace, waits } = countedPace()
  return { source: azureRetailPrices({ endpoint: services.url, sizes, pace, timeoutMs }), waits }
}
function sheet(): Made {
  const { pace, waits } = countedPace()
  const source = azurePriceSheet({
    subscription: '00000000-0000-0000-0000-000000000000',
    endpoint: services.url,
    sizes,
    pace,
    today: '2026-11-25',
    timeoutMs,
  })
  return { source, waits }
}

const listOf = ({ rows }: Awaited<ReturnType<PriceSource['fetch']>>) =>
  rows.map(({ values }) => `${values['service']} ${values['sku']} ${values['os']} ${values['price']}`).toSorted()

const adapters = [
  { name: 'AWS', region: 'ca-central-1', make: aws, emptiesNextLink: false },
  { name: 'Azure retail', region: 'canadacentral', make: azure, emptiesNextLink: true },
  { name: 'Azure price sheet', region: 'canadacentral', make: sheet, emptiesNextLink: false },
] as const

describe.each(adapters)('$name', ({ region, make, emptiesNextLink }) => {
  const read = async (fault: Misbehaviour = {}) => {
    services.behave(fault)
    const { source, waits } = make()
    return { list: await source.fetch({ region }), waits }
  }
  const refusal = async (fault: Misbehaviour, at: string = region): Promise<ProblemError> => {
    services.behave(fault)
    return make()
      .source.fetch({ region: at })
      .then(
        () => expect.fail('it was not refused'),
        (error: ProblemError) => error,
      )
  }

  test('each row says its SKU, unit, currency, date, source and status', async () => {
    const { list } = await read()
    expect(list.rows.length).toBeGreaterThan(3)
    expect(list.refused).toEqual([])
    for (const { values, file, line } of list.rows) {
      for (const column of ['provider', 'region', 'service', 'sku', 'unit', 'source'])
        expect(values[column], column).toBeTruthy()
      expect(Number(values['price'])).toBeGreaterThanOrEqual(0)
      expect(values['currency']).toBe('USD')
      expect(values['as_of']).toMatch(/^2026-\d\d-\d\d$/)
      expect(['verified', 'derived']).toContain(values['status'])
      expect([file.length > 0, line > 0]).toEqual([true, true])
    }
  })

  test('throttled three times, it waits longer each time and misses nothing', async () => {
    const calm = listOf((await read()).list)
    const { list, waits } = await read({ throttle: 3 })
    expect(listOf(list)).toEqual(calm)
    const backOff = waits.filter((ms) => ms >= 500)
    expect(backOff.slice(0, 3)).toEqual([500, 1_000, 2_000])
  })

  test('throttled for ever, it gives up after a bounded number of tries and says that it was not answered', async () => {
    expect(await refusal({ throttle: 1_000 })).toMatchObject({ code: 'prices-not-answered', status: 503 })
    expect(services.asked().requests).toBe(6)
  })

  test('a page sent twice adds nothing', async () => {
    const calm = listOf((await read()).list)
    expect(listOf((await read({ duplicatesPages: true })).list)).toEqual(calm)
  })

  if (emptiesNextLink)
    test('a full page without a next link is not the end', async () => {
      const calm = listOf((await read()).list)
      expect(listOf((await read({ emptiesNextLink: true })).list)).toEqual(calm)
    })

  test('read again after the service restated, it gives the new amounts', async () => {
    const before = (await read()).list.rows
    const after = (await read({ restates: true })).list.rows
    const vm = (rows: typeof before) => rows.find((row) => row.values['vcpu'] === '4' && row.values['os'] === 'Linux')
    expect(Number(vm(after)?.values['price'])).toBeCloseTo(10 * Number(vm(before)?.values['price']), 9)
  })

  test('what is of no known kind is refused one by one; the rest is taken', async () => {
    const calm = listOf((await read()).list)
    const { list } = await read({ hasUnknownKind: true })
    expect(list.refused.length).toBeGreaterThan(0)
    for (const one of list.refused) expect([one.code.startsWith('price-'), one.detail.fr !== '']).toEqual([true, true])
    expect(listOf(list)).toEqual(calm)
  })

  test('a service that never answers is left after its time, as not answered', async () => {
    expect(await refusal({ hangs: true })).toMatchObject({ code: 'prices-not-answered' })
  })

  test('an answer without anything is not an empty list: the region is refused', async () => {
    expect(await refusal({ isEmpty: true })).toMatchObject({ code: 'prices-nothing-listed', status: 422 })
    expect(await refusal({}, 'mars-1')).toMatchObject({ code: 'prices-nothing-listed' })
  })

  test('a stop is a stop', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(make().source.fetch({ region, signal: stop.signal })).rejects.toThrow()
  })
})

describe('AWS, what is its own', () => {
  test('capacity charged elsewhere is no price; what is paid ahead is spread over its term', async () => {
    const { rows } = await aws().source.fetch({ region: 'ca-central-1' })
    const of = (service: string, os: string) =>
      rows.filter(({ values }) => values['service'] === service && values['os'] === os).map(({ values }) => values)
    expect(of('EC2 on-demand', 'Linux').map((one) => [one['sku'], one['price'], one['memory_gib']])).toEqual([
      ['m5.large', '0.107', '8'],
      ['m5.xlarge', '0.214', '16'],
      ['m5.2xlarge', '0.428', '32'],
      ['m5.4xlarge', '0.856', '64'],
    ])
    expect(of('EC2 on-demand', 'SLES').length).toBe(4)
    const [all] = of('EC2 Reserved 1yr Standard All Upfront', 'Linux')
    expect([all?.['price'], all?.['status']]).toEqual(['0.2', 'derived']) // 1,752 USD / 8,760 h
    expect(of('EC2 Reserved 1yr Standard No Upfront', 'Linux')[0]?.['price']).toBe('0.0642')
    expect(rows.filter(({ values }) => values['service']?.includes('3yr'))).toEqual([]) // convertible
    expect(rows.filter(({ values }) => values['sku'] === 'EBS:VolumeUsage.gp3').length).toBe(1)
    expect(rows.filter(({ values }) => values['service'] === 'Data transfer out to internet').length).toBe(4)
  })

  test('a stopped reading goes on from the pages it has', async () => {
    services.behave({ breaksAfter: 3 })
    await expect(aws().source.fetch({ region: 'ca-central-1' })).rejects.toMatchObject({
      code: 'prices-refused-by-source',
    })
    services.behave()
    const whole = await aws(mkdtempSync(join(folder, 'other-'))).source.fetch({ region: 'ca-central-1' })
    const { pages } = services.asked()
    services.behave()
    const resumed = await aws().source.fetch({ region: 'ca-central-1' })
    expect(listOf(resumed)).toEqual(listOf(whole))
    expect(services.asked().pages).toBe(pages - 3)
    services.behave()
    await aws().source.fetch({ region: 'ca-central-1' })
    expect(services.asked().pages, 'a finished reading starts anew').toBe(pages)
  })

  test('a token that died starts its own question again', async () => {
    const calm = listOf(await aws(mkdtempSync(join(folder, 'calm-'))).source.fetch({ region: 'ca-central-1' }))
    services.behave({ expiresTokenAfter: 2 })
    expect(listOf(await aws().source.fetch({ region: 'ca-central-1' }))).toEqual(calm)
    expect(services.asked().expiries).toBe(1)
  })

  test('it keeps to ten at once and five a second', async () => {
    const { pace, waits } = countedPace()
    const bucket = createTokenBucket({ burst: 10, perSecond: 5 }, pace)
    for (let call = 0; call < 20; call += 1) await bucket.take()
    expect(waits.length).toBe(10)
    expect(pace.nowMs()).toBeCloseTo(2_000, 6)
  })

  test.each([
    ['ca-central-1', 'us-east-1'],
    ['ca-west-1', 'us-east-1'],
    ['eu-west-3', 'eu-central-1'],
    ['ap-southeast-2', 'ap-south-1'],
  ])('prices of %s are asked in %s', (region, asked) => {
    expect(queryRegion(region)).toBe(asked)
  })
})

describe('Azure, what is its own', () => {
  test('spot, low priority, development and classic prices are other offers; a reservation is priced by its hours', async () => {
    const { rows } = await azure().source.fetch({ region: 'canadacentral' })
    expect(
      rows.map(({ values }) => `${values['service']} ${values['sku']} ${values['os']} ${values['price']}`),
    ).toEqual([
      'Virtual Machines pay-as-you-go Standard_D2s_v5 Linux 0.107',
      'Virtual Machines pay-as-you-go Standard_D2s_v5 Windows 0.199',
      'Virtual Machines pay-as-you-go Standard_D4s_v5 Linux 0.214',
      'Virtual Machines pay-as-you-go Standard_D4s_v5 Windows 0.398',
      'Virtual Machines pay-as-you-go Standard_D8s_v5 Linux 0.428',
      'Virtual Machines pay-as-you-go Standard_D8s_v5 Windows 0.796',
      'Virtual Machines pay-as-you-go Standard_D16s_v5 Linux 0.856',
      'Virtual Machines pay-as-you-go Standard_D16s_v5 Windows 1.592',
      'Virtual Machines Reserved 1yr Standard_D2s_v5 Linux 0.1',
      'Virtual Machines Reserved 1yr Standard_D4s_v5 Linux 0.2',
      'Managed disk Standard SSD LRS E10 128 GiB  10.56',
      'Internet egress Standard Data Transfer Out [0-100]  0',
      'Internet egress Standard Data Transfer Out [100-10335]  0.087',
      'Internet egress Standard Data Transfer Out [10335-]  0.083',
    ])
  })

  test('the time that the service asks to wait is waited, within a bound', async () => {
    services.behave({ throttle: 2, retryAfter: '7' })
    const { source, waits } = azure()
    await source.fetch({ region: 'canadacentral' })
    expect(waits).toEqual([7_000, 7_000])
    services.behave({ throttle: 1, retryAfter: '86400' })
    const patient = azure()
    await patient.source.fetch({ region: 'canadacentral' })
    expect(patient.waits).toEqual([60_000])
  })

  test('a price sheet counts by blocks', async () => {
    const { rows, isWholeList } = await sheet().source.fetch({ region: 'canadacentral' })
    expect(isWholeList).toBe(false)
    expect(rows.map(({ values }) => `${values['sku']} ${values['os']} ${values['price']} ${values['unit']}`)).toContain(
      'Standard_D4s_v5 Linux 0.16 hour',
    )
    expect(rows.length).toBe(8)
  })

  test.each([
    ['100 Hours', { size: 100, unit: 'hour' }],
    ['1 Hour', { size: 1, unit: 'hour' }],
    ['10K GB', { size: 10_000, unit: 'GB' }],
    ['1 GB/Month', { size: 1, unit: 'GB-month' }],
    ['1/Month', { size: 1, unit: 'month' }],
    ['1 Fortnight', undefined],
    ['0 Hours', undefined],
    ['', undefined],
  ])('a block of %s', (text, block) => {
    expect(unitBlock(text)).toEqual(block)
  })
})

describe('files', () => {
  const read = async (content: string | Uint8Array, more: Partial<Parameters<typeof priceFile>[0]> = {}) => {
    const path = join(folder, 'file')
    writeFileSync(path, content)
    const source = priceFile({ path, fileName: 'grille.csv', today: '2026-11-25', isWholeList: false, ...more })
    return source.fetch({ region: '' })
  }
  const refusal = async (...given: Parameters<typeof read>): Promise<ProblemError> =>
    read(...given).then(
      () => expect.fail('it was not refused'),
      (error: ProblemError) => error,
    )
  const own = `region,provider,service,sku,vcpu,memory_gib,os,unit,price,currency,as_of,source,status
ca-central-1,AWS,EC2 on-demand,m5.large,2,8,Linux,hour,0.107,USD,2026-10-01,"list, page 2",verified

ca-central-1,AWS,EC2 on-demand,m5.xlarge,4,16,Linux,hour,0.214,USD,2026-10-01,list,verified
`

  test('our own columns, with their physical lines', async () => {
    const { rows } = await read(own)
    expect(rows.map(({ file, line, values }) => [file, line, values['sku'], values['price']])).toEqual([
      ['grille.csv', 2, 'm5.large', '0.107'],
      ['grille.csv', 4, 'm5.xlarge', '0.214'],
    ])
  })

  test('a government catalogue in French: semicolons, decimal commas, words of its own, Windows-1252', async () => {
    const text = `Fournisseur;Offre;Article;Processeurs;Mémoire (Gio);Système;Unité;Prix unitaire;Devise;En date du;Statut;Option\r
Nuage gouvernemental;Serveur virtuel;SV-4-16;4;16;Linux;mois;1 234,50;CAD;2026-09-01;vérifié;ngq\r
`
    const { rows } = await read(Buffer.from(text, 'latin1'))
    expect(rows[0]?.values).toMatchObject({
      provider: 'Nuage gouvernemental',
      sku: 'SV-4-16',
      memory_gib: '16',
      unit: 'month',
      price: '1234.50',
      status: 'verified',
      option: 'ngq',
    })
  })

  test('any table, once its columns are said', async () => {
    const text = 'Ref,Rate,Notes\nA-1,0.5,x\n'
    expect(await refusal(text)).toMatchObject({ code: 'price-file-unmapped', status: 422 })
    expect((await refusal(text)).detail.fr).toContain('Ref, Rate, Notes')
    const mapping = {
      columns: { sku: 'Ref', price: 'Rate' },
      constants: {
        provider: 'AWS',
        region: 'ca-central-1',
        service: 'EC2 on-demand',
        unit: 'heure',
        currency: 'CAD',
        as_of: '2026-11',
        status: 'non vérifié',
      },
    }
    expect((await read(text, { mapping })).rows[0]?.values).toMatchObject({
      sku: 'A-1',
      price: '0.5',
      currency: 'CAD',
      unit: 'hour',
      status: 'unverified',
    })
  })

  test.each([
    {
      name: 'OVHcloud: add-ons, hundred-millionths, Windows apart',
      document: {
        catalogId: 1,
        locale: { currencyCode: 'CAD', subsidiary: 'QC' },
        plans: [{ planCode: 'project', pricings: [] }],
        addons: [
          {
            planCode: 'b3-8.consumption',
            product: 'publiccloud-instance',
            pricings: [{ price: 6_980_000, intervalUnit: 'none' }],
            blobs: { technical: { cpu: { cores: 2 }, memory: { size: 8 } } },
          },
          {
            planCode: 'win-b3-8.consumption',
            pricings: [{ price: 15_000_000 }],
            blobs: { technical: { cpu: { cores: 2 }, memory: { size: 8 } } },
          },
          { planCode: 'bandwidth.consumption', pricings: [{ price: 1 }], blobs: null },
        ],
      },
      said: ['b3-8 Linux 2 8 hour 0.0698 CAD', 'b3-8 Windows 2 8 hour 0.15 CAD'],
    },
    {
      name: 'Oracle: one row a band, US dollars, paying as one goes',
      document: {
        items: [
          {
            partNumber: 'B88327',
            displayName: 'Outbound Data Transfer',
            metricName: 'Gigabyte Outbound Data Transfer Per Month',
            currencyCodeLocalizations: [
              { currencyCode: 'CAD', prices: [{ model: 'PAY_AS_YOU_GO', value: 9 }] },
              {
                currencyCode: 'USD',
                prices: [
                  { model: 'PAY_AS_YOU_GO', value: 0, rangeMin: 0, rangeMax: 10_240 },
                  { model: 'PAY_AS_YOU_GO', value: 0.0085, rangeMin: 10_240, rangeMax: 999_999_999_999_999 },
                ],
              },
            ],
          },
        ],
      },
      said: [
        'B88327 [0-10240]    Gigabyte Outbound Data Transfer Per Month 0 USD',
        'B88327 [10240-999999999999999]    Gigabyte Outbound Data Transfer Per Month 0.0085 USD',
      ],
    },
    {
      name: 'Google: units and nanos, our regions, no interruptible capacity',
      document: {
        skus: [
          {
            skuId: 'AAAA-1',
            description: 'Snapshot in Montreal',
            category: { serviceDisplayName: 'Compute Engine', resourceGroup: 'PdSnapshot', usageType: 'OnDemand' },
            serviceRegions: ['northamerica-northeast1', 'europe-west1'],
            pricingInfo: [
              {
                effectiveTime: '2026-11-01T00:00:00Z',
                pricingExpression: {
                  usageUnit: 'GiBy.mo',
                  tieredRates: [
                    { startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units: '0', nanos: 55_000_000 } },
                  ],
                },
              },
            ],
          },
          {
            skuId: 'AAAA-2',
            category: { usageType: 'Preemptible' },
            serviceRegions: ['northamerica-northeast1'],
            pricingInfo: [],
          },
        ],
      },
      said: ['AAAA-1    GiB-month 0.055 USD'],
    },
  ])('$name', async ({ document, said }) => {
    const { rows } = await read(JSON.stringify(document))
    const cell = (values: Readonly<Record<string, string>>, name: string) => values[name] ?? ''
    expect(
      rows.map(({ values }) =>
        ['sku', 'os', 'vcpu', 'memory_gib', 'unit', 'price', 'currency'].map((name) => cell(values, name)).join(' '),
      ),
    ).toEqual(said)
  })

  test.each([
    { name: 'nothing', content: '', code: 'price-file-unreadable' },
    { name: 'a document cut short', content: '{"addons": [', code: 'price-file-unreadable' },
    { name: 'another document', content: '{"hello": 1}', code: 'price-file-unreadable' },
    { name: 'a quote never closed', content: `${own}"ca-central-1,AWS`, code: 'file-unclosed-quote' },
  ])('$name is refused in words', async ({ content, code }) => {
    expect((await refusal(content)).code).toBe(code)
  })

  test('1,234 between commas could be two numbers: it is left to be refused', async () => {
    const { rows } = await read(own.replace('0.107', '"1,234"'))
    expect(rows[0]?.values['price']).toBe('1,234')
  })
})
