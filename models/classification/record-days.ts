import type { ClassificationRecord } from './classification.schemas.ts'

export type RecordDayFault = { readonly field: string; readonly kind: 'in-the-future' | 'ends-before-start' }

/** Days of what was done that come after the latest, or an agreement that ends before it is signed: a record with one is not proposed. */
export function recordDayFaults(record: ClassificationRecord, latest: string): RecordDayFault[] {
  const { dic, efvp, agreement, communications } = record
  const done = {
    'dic/date': dic?.date,
    'efvp/committeeConsultedOn': efvp.committeeConsultedOn,
    'efvp/date': efvp.date,
    'agreement/signedOn': agreement.signedOn,
    ...Object.fromEntries(communications.map(({ enteredOn }, i) => [`communications/${i}/enteredOn`, enteredOn])),
  }
  const faults: RecordDayFault[] = Object.entries(done)
    .filter(([, day]) => day !== undefined && day !== null && day > latest)
    .map(([field]) => ({ field, kind: 'in-the-future' }))
  const { signedOn, endsOn } = agreement
  if (signedOn !== null && endsOn !== null && endsOn < signedOn)
    faults.push({ field: 'agreement/endsOn', kind: 'ends-before-start' })
  return faults
}
