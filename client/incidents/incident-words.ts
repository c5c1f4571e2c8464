import type { IncidentContent, IncidentGap, IncidentNature } from '#models/incidents/incident.schemas.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'

export const natureText: Readonly<Record<IncidentNature, TextKey>> = {
  access: 'incidents.natureAccess',
  use: 'incidents.natureUse',
  communication: 'incidents.natureCommunication',
  loss: 'incidents.natureLoss',
  other: 'incidents.natureOther',
}

export const gapText: Readonly<Record<IncidentGap, TextKey>> = {
  information: 'incidents.gapInformation',
  occurred: 'incidents.gapOccurred',
  persons: 'incidents.gapPersons',
  injury: 'incidents.gapInjury',
  'notice-to-commission': 'incidents.gapCommission',
  'notice-to-persons': 'incidents.gapNoticePersons',
  measures: 'incidents.gapMeasures',
}

export function occurredWords(occurred: IncidentContent['occurred']): string {
  if (occurred.kind === 'day') return occurred.on
  return occurred.kind === 'period'
    ? t('incidents.period', { from: occurred.from, to: occurred.to })
    : t('incidents.unknown')
}
