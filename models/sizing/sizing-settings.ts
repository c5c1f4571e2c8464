import type { Bilingual } from '../shared/bilingual.ts'
import type { azurePercentiles, SizingRuleId } from './usage.schemas.ts'

/** A figure of a rule: what it is worth, who says so, how sure that is. */
export type SizingConstant = {
  readonly value: number
  readonly unit: string
  readonly label: Bilingual
  readonly source: string
  readonly status: 'verified' | 'house' | 'unverified'
  readonly asOf: string
}

const openProject =
  'Open right-sizing project in TypeScript: max(2, ceil(cores × p95 × 1.3)), nameplate below 60 % or 3 days'
const azureMigrate =
  'Azure Migrate documentation, assessment overview: percentile × comfort factor; export tool default 1'
const readOn = '2026-11-24'

/** Every figure that a sizing rule rests on. */
export const sizingConstants = {
  comfort: {
    value: 1.3,
    unit: 'ratio',
    label: { fr: 'Marge sur l’usage mesuré', en: 'Margin over the measured use' },
    source: openProject,
    status: 'verified',
    asOf: readOn,
  },
  azureComfort: {
    value: 1,
    unit: 'ratio',
    label: { fr: 'Facteur de confort d’Azure Migrate', en: 'Azure Migrate’s comfort factor' },
    source: azureMigrate,
    status: 'verified',
    asOf: readOn,
  },
  azurePercentile: {
    value: 95,
    unit: '%',
    label: { fr: 'Percentile d’Azure Migrate', en: 'Azure Migrate’s percentile' },
    source: azureMigrate,
    status: 'verified',
    asOf: readOn,
  },
  leastVcpu: {
    value: 2,
    unit: 'vCPU',
    label: { fr: 'Plancher de processeurs', en: 'Least processors' },
    source: openProject,
    status: 'verified',
    asOf: readOn,
  },
  leastMemoryGib: {
    value: 2,
    unit: 'GiB',
    label: { fr: 'Plancher de mémoire', en: 'Least memory' },
    source: openProject,
    status: 'verified',
    asOf: readOn,
  },
  leastCoverage: {
    value: 0.6,
    unit: 'ratio',
    label: { fr: 'Couverture minimale d’une série', en: 'Least coverage of a series' },
    source: openProject,
    status: 'verified',
    asOf: readOn,
  },
  leastDays: {
    value: 3,
    unit: 'day',
    label: { fr: 'Jours de mesures au moins', en: 'Days of measures at least' },
    source: openProject,
    status: 'verified',
    asOf: readOn,
  },
  azureActivePercent: {
    value: 5,
    unit: '%',
    label: { fr: 'Seuil d’activité d’Azure Migrate', en: 'Azure Migrate’s activity threshold' },
    source:
      'Azure Migrate documentation, utilisation classes: active above 5 % of processor and of memory, 2 % of network',
    status: 'verified',
    asOf: readOn,
  },
  awsZombiePercent: {
    value: 5,
    unit: '%',
    label: { fr: 'Zombie selon AWS, moyennes sous', en: 'Zombie for AWS, averages under' },
    source: 'AWS prescriptive guidance, retire: average processor and memory under 5 %',
    status: 'verified',
    asOf: readOn,
  },
  awsIdlePercent: {
    value: 20,
    unit: '%',
    label: { fr: 'Inactif selon AWS, moyennes sous', en: 'Idle for AWS, averages under' },
    source: 'AWS prescriptive guidance, retire: average processor and memory from 5 to 20 % over 90 days',
    status: 'verified',
    asOf: readOn,
  },
  awsIdleDays: {
    value: 90,
    unit: 'day',
    label: { fr: 'Jours qu’AWS demande', en: 'Days that AWS asks for' },
    source: 'AWS prescriptive guidance, retire: average processor and memory from 5 to 20 % over 90 days',
    status: 'verified',
    asOf: readOn,
  },
  windowsCoresPerProcessor: {
    value: 8,
    unit: 'core',
    label: { fr: 'Windows Server, cœurs par processeur au moins', en: 'Windows Server, cores per processor at least' },
    source: 'Microsoft Product Terms as told by several guides; the terms themselves were not read',
    status: 'unverified',
    asOf: readOn,
  },
  windowsCoresPerServer: {
    value: 16,
    unit: 'core',
    label: { fr: 'Windows Server, cœurs par serveur au moins', en: 'Windows Server, cores per server at least' },
    source: 'Microsoft Product Terms as told by several guides; the terms themselves were not read',
    status: 'unverified',
    asOf: readOn,
  },
  sqlCoresPerMachine: {
    value: 4,
    unit: 'core',
    label: {
      fr: 'SQL Server, cœurs par machine virtuelle au moins',
      en: 'SQL Server, cores per virtual machine at least',
    },
    source: 'Microsoft Product Terms as told by several guides; the terms themselves were not read',
    status: 'unverified',
    asOf: readOn,
  },
} as const satisfies Readonly<Record<string, SizingConstant>>

/** How sizes are computed where nobody settled otherwise; every figure may be replaced. */
export type SizingSettings = {
  readonly rule: SizingRuleId
  /** Multiplies the use in our own rules. */
  readonly comfort: number
  readonly azure: { readonly percentile: (typeof azurePercentiles)[number]; readonly comfort: number }
  readonly leastVcpu: number
  readonly leastMemoryGib: number
  /** Below, a series does not size: the nameplate does. Share 0–1, and days' worth of points. */
  readonly leastCoverage: number
  readonly leastDays: number
  /** Share of a nameplate that is needed when nothing is measured (assumption `nameplateUse`). */
  readonly nameplateUse: { readonly low: number; readonly likely: number; readonly high: number }
  /** Whether a burstable size may be chosen when the measured use stays under its baseline. */
  readonly burstable: boolean
}

const { comfort, azureComfort, leastVcpu, leastMemoryGib, leastCoverage, leastDays } = sizingConstants

/** The house's settings: the 95th percentile with a margin, the nameplate when the measures do not suffice. */
export const ownSizing: SizingSettings = {
  rule: 'own-p95',
  comfort: comfort.value,
  azure: { percentile: 95, comfort: azureComfort.value },
  leastVcpu: leastVcpu.value,
  leastMemoryGib: leastMemoryGib.value,
  leastCoverage: leastCoverage.value,
  leastDays: leastDays.value,
  nameplateUse: { low: 0.6, likely: 1, high: 1.15 },
  burstable: true,
}
