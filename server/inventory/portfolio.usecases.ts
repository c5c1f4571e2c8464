import { gzipSync } from 'node:zlib'
import { type ClassificationRecord, storedRecord } from '#models/classification/classification.schemas.ts'
import type { Environment, PortfolioColumns, Strategy } from '#models/inventory/workload.views.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { assessmentFigure } from '#server/figures/figure-ids.ts'
import { hostingOptionLabels } from '#server/hosting/hosting.usecases.ts'
import { sha256 } from '#server/shared/digest.ts'
import { csvText } from '#server/shared/csv.ts'
import { installation } from '#server/shared/settings.ts'
import { type PortfolioRow, portfolioRows, portfolioVersion } from './portfolio.repository.ts'

/** The whole reach as columns, gzipped JSON ready to send. Made in the report thread. */
export async function portfolioColumns(db: Database, reach: Reach): Promise<Uint8Array<ArrayBuffer>> {
  const etag = await portfolioEtag(db, reach)
  const rows = await portfolioRows(reach, db)
  const bodies = await db
    .selectFrom('body')
    .select(['id', 'code', 'name_fr', 'name_en'])
    .where('id', 'in', [...reach.bodies, ''])
    .orderBy('code')
    .execute()
  const { dataAsOf } = await installation(db)
  return packed(columnsOf({ etag, rows, bodies, asOf: dataAsOf ?? '' }))
}

/** Changes when the table would: cheap enough to answer « not modified » without reading the portfolio. */
export async function portfolioEtag(db: Database, reach: Reach): Promise<string> {
  return `"${sha256(`${[...reach.bodies].toSorted().join()} ${await portfolioVersion(reach, db)}`).slice(0, 32)}"`
}

function packed(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(value), { level: 4 })) // a copy of its own, so that it can be transferred
}

type Bodies = readonly {
  readonly id: string
  readonly code: string
  readonly name_fr: string
  readonly name_en: string
}[]

function columnsOf({
  etag,
  rows,
  bodies,
  asOf,
}: {
  etag: string
  rows: readonly PortfolioRow[]
  bodies: Bodies
  asOf: string
}): PortfolioColumns {
  const options = hostingOptionLabels()
  const optionIndex = new Map(options.map((option, i) => [option.id, i]))
  const bodyIndex = new Map(bodies.map((body, i) => [body.id, i]))
  const waves = wavesAmong(rows)
  const waveIndex = new Map(waves.map(({ code }, i) => [code, i]))
  const records = rows.map((row) => (row.record_json === null ? null : storedRecord(row.record_json)))
  const column = <T>(pick: (row: PortfolioRow, record: ClassificationRecord | null) => T): T[] =>
    rows.map((row, i) => pick(row, records[i] ?? null))
  return {
    etag,
    asOf,
    count: rows.length,
    code: column((row) => row.code),
    name: column((row) => row.name),
    application: column((row) => row.application),
    bodies: bodies.map((body) => ({ code: body.code, nameFr: body.name_fr, nameEn: body.name_en })),
    body: column((row) => bodyIndex.get(row.body) ?? -1),
    environment: column((row) => row.environment as Environment), // written through the schema
    owner: column((row, record) => record?.owner ?? row.owner),
    technology: column((row) => row.technology),
    servers: column((row) => Number(row.servers)),
    d: column((_, record) => record?.dic?.d ?? null),
    i: column((_, record) => record?.dic?.i ?? null),
    c: column((_, record) => record?.dic?.c ?? null),
    classification: column((row) => (row.classification_state ?? 'none') as PortfolioColumns['classification'][number]), // states of the newest version
    personalInformation: column((_, record) => record?.pi.present ?? null),
    efvp: column((_, record) => record?.efvp.projectStatus ?? null),
    options: options.map((option) => ({ id: option.id, labelFr: option.label.fr, labelEn: option.label.en })),
    bestOption: column((row) => (row.best_option === null ? null : (optionIndex.get(row.best_option) ?? null))),
    verdict: column((row) => (row.best_verdict ?? 'undetermined') as Verdict), // written by assessment only
    strategy: column((row) => (row.decision_strategy ?? row.proposed_strategy) as Strategy | null), // written through the schema
    strategyState: column((row) =>
      row.decision_state === 'signed'
        ? 'signed'
        : (row.decision_strategy ?? row.proposed_strategy) === null
          ? 'none'
          : 'proposed',
    ),
    waves,
    wave: column((row) => waveIndex.get(row.wave_code ?? '') ?? null),
    currentCostCents: column((row) => row.current_cents),
    p10: column((row) => row.p10),
    p50: column((row) => row.p50),
    p90: column((row) => row.p90),
    figure: column((row) =>
      row.p50 === null || row.best_option === null || row.input_digest === null
        ? null
        : assessmentFigure(row.best_option, row.input_digest),
    ),
    gap: column((row) => row.gap),
    version: column((row) => row.row_version),
  }
}

/** The waves in which these workloads stand, in the order of their codes: V-9 before V-10. */
function wavesAmong(rows: readonly PortfolioRow[]): PortfolioColumns['waves'] {
  const found = new Map<string, PortfolioColumns['waves'][number]>()
  for (const { wave_code: code, wave_name, cuts_over_on } of rows)
    if (code !== null) found.set(code, { code, name: wave_name ?? '', cutsOverOn: cuts_over_on ?? '' })
  return [...found.values()].toSorted((a, b) => a.code.length - b.code.length || a.code.localeCompare(b.code))
}

/** The same, as a file for a spreadsheet: UTF-8 with BOM, semicolons, cells that could be read as formulas escaped. */
export async function portfolioCsv(db: Database, reach: Reach): Promise<Uint8Array<ArrayBuffer>> {
  const rows = await portfolioRows(reach, db)
  const isFrench = reach.language === 'fr'
  const header = isFrench
    ? [
        'Numéro',
        'Charge',
        'Application',
        'Environnement',
        'Détenteur',
        'Technologie',
        'Ressources',
        'D',
        'I',
        'C',
        'Classification',
        'Meilleure option',
        'Verdict',
        'Disposition',
        'Vague',
        'Bascule',
        'Coût actuel ($/an)',
        'P10 ($/an)',
        'P50 ($/an)',
        'P90 ($/an)',
      ]
    : [
        'Number',
        'Workload',
        'Application',
        'Environment',
        'Owner',
        'Technology',
        'Assets',
        'D',
        'I',
        'C',
        'Classification',
        'Best option',
        'Verdict',
        'Strategy',
        'Wave',
        'Cut-over',
        'Current cost ($/year)',
        'P10 ($/year)',
        'P50 ($/year)',
        'P90 ($/year)',
      ]
  const amount = (value: number | null) => (value === null ? '' : value.toFixed(2).replace('.', isFrench ? ',' : '.'))
  const lines = rows.map((row) => {
    const record = row.record_json === null ? null : storedRecord(row.record_json)
    return [
      row.code,
      row.name,
      row.application,
      row.environment,
      row.owner ?? '',
      row.technology ?? '',
      String(row.servers),
      String(record?.dic?.d ?? ''),
      String(record?.dic?.i ?? ''),
      String(record?.dic?.c ?? ''),
      row.classification_state ?? '',
      row.best_option ?? '',
      row.best_verdict ?? '',
      row.decision_strategy ?? row.proposed_strategy ?? '',
      row.wave_code ?? '',
      row.cuts_over_on ?? '',
      amount(row.current_cents === null ? null : row.current_cents / 100),
      amount(row.p10),
      amount(row.p50),
      amount(row.p90),
    ]
  })
  return new TextEncoder().encode(csvText([header, ...lines], isFrench ? ';' : ','))
}
