/** Who bills a pilot, and to which account; sub-accounts are bodies. */
export type PilotProvider = 'aws' | 'azure'

/**
 * A workload that left the old site before the product came, with all that is fictitious of it: what it cost there each month, by element of
 * the ledger, in dollars of Canada; what the bill says each month, in the billing currency; how long both sides ran.
 */
export type Pilot = {
  readonly body: string
  /** The so-many-th of the production workloads of its body, counted from the last: the first ones are moved by waves. */
  readonly nth: number
  readonly provider: PilotProvider
  readonly cutOverMonthsAgo: number
  /** Months after the cut-over at which the old side stopped being paid; null when it still is. */
  readonly oldSideEnds: number | null
  readonly oldCadPerMonth: Readonly<Record<'hosting' | 'hardware' | 'licences' | 'support' | 'labour', number>>
  readonly billedPerMonth: number
  /** Growth of its use a month, as a share. */
  readonly growth: number
}

const old = (hosting: number, hardware: number, licences: number, support: number, labour: number) => ({
  hosting,
  hardware,
  licences,
  support,
  labour,
})

/** At every stage: long done and steady, done with the old side still paid, dearer than planned, just moved. */
export const pilots: readonly Pilot[] = [
  pilot('MEF', 0, 'aws', 20, 3, old(1450, 620, 380, 210, 1900), 1020, 0.004),
  pilot('MEF', 1, 'aws', 18, 4, old(980, 410, 260, 150, 1300), 690, 0.002),
  pilot('MEF', 2, 'aws', 15, 3, old(720, 300, 540, 90, 850), 560, 0.006),
  pilot('MVR', 0, 'aws', 16, 2, old(1180, 860, 120, 240, 1250), 1240, 0.012),
  pilot('MVR', 1, 'aws', 13, null, old(640, 280, 90, 110, 760), 450, 0.001),
  pilot('MVR', 2, 'aws', 9, 3, old(830, 350, 310, 130, 980), 1460, 0.02),
  pilot('MFE', 0, 'aws', 11, 4, old(560, 240, 180, 80, 640), 380, 0.003),
  pilot('MFE', 1, 'aws', 5, null, old(690, 290, 210, 120, 720), 470, 0.003),
  pilot('MRP', 0, 'azure', 17, 5, old(2650, 1480, 1900, 620, 3400), 4100, 0.005),
  pilot('MRP', 1, 'azure', 12, 3, old(1720, 940, 1120, 380, 2150), 2480, 0.004),
  pilot('MRP', 2, 'azure', 7, null, old(1310, 700, 860, 290, 1640), 2750, 0.009),
  pilot('MRP', 3, 'azure', 3, null, old(920, 470, 520, 210, 1180), 1350, 0.002),
]

function pilot(
  body: string,
  nth: number,
  provider: PilotProvider,
  cutOverMonthsAgo: number,
  oldSideEnds: number | null,
  oldCadPerMonth: Pilot['oldCadPerMonth'],
  billedPerMonth: number,
  growth: number,
): Pilot {
  return { body, nth, provider, cutOverMonthsAgo, oldSideEnds, oldCadPerMonth, billedPerMonth, growth }
}

/** Months for which there are bills, the last one still open. */
export const billedMonths = 24
/** Months of the ledger: a year before the first cut-over, at least. */
export const ledgerMonths = 36
