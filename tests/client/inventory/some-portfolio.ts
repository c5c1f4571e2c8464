import type { PortfolioColumns } from '#models/inventory/workload.views.ts'

export type SmallRow = {
  readonly code: string
  readonly name: string
  readonly application: string
  readonly technology: string | null
  readonly body: 'MSC' | 'RPQ'
  readonly c: number | null
  readonly verdict: PortfolioColumns['verdict'][number]
  readonly strategy: PortfolioColumns['strategy'][number]
  readonly personalInformation: boolean | null
  readonly efvp: PortfolioColumns['efvp'][number]
  readonly wave: number | null
  readonly cents: number | null
  readonly p50: number | null
}

const plain: SmallRow = {
  code: 'CH-000000',
  name: 'Sans nom',
  application: 'Application',
  technology: null,
  body: 'MSC',
  c: 1,
  verdict: 'allow',
  strategy: null,
  personalInformation: false,
  efvp: null,
  wave: null,
  cents: null,
  p50: null,
}

/** A portfolio of few rows, given by what differs from a plain one. */
export function somePortfolio(rows: readonly Partial<SmallRow>[]): PortfolioColumns {
  const full = rows.map((row, place) => ({ ...plain, code: `CH-${String(place + 1).padStart(6, '0')}`, ...row }))
  const each = <T>(of: (row: SmallRow) => T) => full.map(of)
  const bodies = [
    { code: 'MSC', nameFr: 'Services aux citoyens', nameEn: 'Citizen Services' },
    { code: 'RPQ', nameFr: 'Régie des prestations', nameEn: 'Benefits Board' },
  ]
  return {
    etag: 'e',
    asOf: '2026-11-19T04:10:00Z',
    count: full.length,
    code: each((row) => row.code),
    name: each((row) => row.name),
    application: each((row) => row.application),
    bodies,
    body: each((row) => bodies.findIndex((body) => body.code === row.body)),
    environment: each(() => 'production' as const),
    owner: each(() => null),
    technology: each((row) => row.technology),
    servers: each(() => 1),
    d: each((row) => row.c),
    i: each((row) => row.c),
    c: each((row) => row.c),
    classification: each((row) => (row.c === null ? ('none' as const) : ('approved' as const))),
    personalInformation: each((row) => row.personalInformation),
    efvp: each((row) => row.efvp),
    options: [],
    bestOption: each(() => null),
    verdict: each((row) => row.verdict),
    strategy: each((row) => row.strategy),
    strategyState: each((row) => (row.strategy === null ? ('none' as const) : ('proposed' as const))),
    waves: [{ code: 'V-01', name: 'Première', cutsOverOn: '2027-02-13' }],
    wave: each((row) => row.wave),
    currentCostCents: each((row) => row.cents),
    p10: each((row) => row.p50),
    p50: each((row) => row.p50),
    p90: each((row) => row.p50),
    figure: each(() => null),
    gap: each(() => null),
    version: each(() => 1),
  }
}
