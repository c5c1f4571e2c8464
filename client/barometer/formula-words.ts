import { t, type TextKey } from '#client/i18n/i18n.ts'

/** The counts that the indicators' formulas name, in words of the page's language. */
const countText: Readonly<Record<string, TextKey>> = {
  signed: 'barometer.countSigned',
  workloads: 'barometer.countWorkloads',
  approved: 'barometer.countApproved',
  completed: 'barometer.countCompleted',
  bodies: 'barometer.countBodies',
  public: 'barometer.countPublic',
  provider: 'barometer.countProvider',
  state: 'barometer.countState',
  retained: 'barometer.countRetained',
  retired: 'barometer.countRetired',
  canadian: 'barometer.countCanadian',
  controlled: 'barometer.countControlled',
  placed: 'barometer.countPlaced',
  done: 'barometer.countDone',
  needed: 'barometer.countNeeded',
  promised: 'barometer.countPromised',
  living: 'barometer.countLiving',
  ended: 'barometer.countEnded',
}
const reasonText: Readonly<Record<string, TextKey>> = {
  'no-formula': 'barometer.reasonNoFormula',
  'nothing-counted': 'barometer.reasonNothing',
  'too-old': 'barometer.stale',
}

/** « décisions signées ÷ charges de l’inventaire »; a name that is not known here stays as it is written. */
export function formulaWords(formula: string): string {
  return formula
    .replaceAll(/[a-zA-Z]+/g, (name) => {
      const key = countText[name]
      return key === undefined ? name : t(key)
    })
    .replaceAll(' / ', ' ÷ ')
}

export function reasonWords(reason: string): string {
  const key = reasonText[reason]
  return key === undefined ? reason : t(key)
}
