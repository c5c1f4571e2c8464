import type { ImportBatchView, ImportField, ImportGrouping, RowChange } from '#models/imports/import.views.ts'
import { fmt, language, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

const fieldText: Readonly<Record<ImportField, TextKey>> = {
  'server.key': 'imports.fieldServerKey',
  'server.name': 'imports.fieldServerName',
  'server.vcpu': 'imports.fieldServerVcpu',
  'server.memory': 'imports.fieldServerMemory',
  'server.storage': 'imports.fieldServerStorage',
  'server.operatingSystem': 'imports.fieldServerSystem',
  'server.poweredOn': 'imports.fieldServerPower',
  'server.ipAddress': 'imports.fieldServerAddress',
  'server.cpuPercent': 'imports.fieldServerCpu',
  'server.memoryPercent': 'imports.fieldServerMemoryPercent',
  'application.name': 'imports.fieldApplicationName',
  'application.mission': 'imports.fieldApplicationMission',
  'application.owner': 'imports.fieldApplicationOwner',
  'workload.name': 'imports.fieldWorkloadName',
  'workload.environment': 'imports.fieldWorkloadEnvironment',
  'workload.currentHosting': 'imports.fieldWorkloadHosting',
  'workload.technology': 'imports.fieldWorkloadTechnology',
  'workload.strategy': 'imports.fieldWorkloadStrategy',
  'workload.annualCost': 'imports.fieldWorkloadCost',
  'classification.d': 'imports.fieldClassificationD',
  'classification.i': 'imports.fieldClassificationI',
  'classification.c': 'imports.fieldClassificationC',
  'classification.personalInformation': 'imports.fieldClassificationPi',
  'dependency.from': 'imports.fieldDependencyFrom',
  'dependency.to': 'imports.fieldDependencyTo',
  extra: 'imports.fieldExtra',
  ignore: 'imports.fieldIgnore',
}
const groupingText: Readonly<Record<ImportGrouping, TextKey>> = {
  'file-application': 'imports.groupingFile',
  tag: 'imports.groupingTag',
  'name-pattern': 'imports.groupingName',
  'one-per-server': 'imports.groupingOne',
}
export const groupings: readonly ImportGrouping[] = ['file-application', 'tag', 'name-pattern', 'one-per-server']

export const stateLook: Readonly<Record<ImportBatchView['state'], { readonly tone: Tone; readonly text: TextKey }>> = {
  reading: { tone: 'none', text: 'imports.stateReading' },
  mapping: { tone: 'warn', text: 'imports.stateMapping' },
  staged: { tone: 'warn', text: 'imports.stateStaged' },
  applying: { tone: 'none', text: 'imports.stateApplying' },
  applied: { tone: 'ok', text: 'imports.stateApplied' },
  undone: { tone: 'none', text: 'imports.stateUndone' },
  failed: { tone: 'bad', text: 'imports.stateFailed' },
  cancelled: { tone: 'none', text: 'imports.stateCancelled' },
}

export const changeLook: Readonly<
  Record<RowChange, { readonly sign: string; readonly class: string; readonly text: TextKey }>
> = {
  added: { sign: '+', class: 'a', text: 'imports.changeAdded' },
  changed: { sign: '~', class: 'm', text: 'imports.changeChanged' },
  unchanged: { sign: '=', class: 'u', text: 'imports.changeUnchanged' },
  ignored: { sign: '·', class: 'u', text: 'imports.changeIgnored' },
  rejected: { sign: '×', class: 'x', text: 'imports.changeRejected' },
  conflict: { sign: '!', class: 'c', text: 'imports.changeConflict' },
}

export function fieldWord(field: ImportField): string {
  return t(fieldText[field])
}

export function groupingWord(grouping: ImportGrouping): string {
  return t(groupingText[grouping])
}

/** A size for people: `1,2 Mo`. */
export function sizeWords(bytes: number): string {
  const units = language() === 'fr' ? ['o', 'ko', 'Mo', 'Go'] : ['B', 'kB', 'MB', 'GB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${fmt.decimal(bytes / 1000 ** power, power === 0 ? 0 : 1)}\u00a0${units[power] ?? ''}`
}
