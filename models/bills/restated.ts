import type { Derivation } from '../shared/derivation.ts'
import type { RestatementView } from './bill-months.schemas.ts'

/** What a restatement changed of a service: after − before; a service that one of them does not bill counts for nothing there. */
export function restatedDerivation(
  { after, before }: Pick<RestatementView, 'after' | 'before'>,
  { service, ...told }: RestatementView['services'][number],
): Derivation {
  const side = (name: 'before' | 'after', label: Derivation['label'], of: RestatementView['before']): Derivation => ({
    name,
    label,
    value: Number(told[name]?.amount ?? 0),
    unit: of.currency,
    inputs: [],
    source: { kind: 'statement', by: service, at: of.recordedAt, reference: of.fileName },
    ...(told[name] === null ? {} : { figure: told[name].figure }),
  })
  return {
    name: 'restated',
    label: { fr: `Redressement, ${service}`, en: `Restatement, ${service}` },
    value: Number(told.difference),
    unit: after.currency,
    formula: 'round((after - before) * 1000000) / 1000000',
    inputs: [side('after', { fr: 'Après', en: 'After' }, after), side('before', { fr: 'Avant', en: 'Before' }, before)],
  }
}
