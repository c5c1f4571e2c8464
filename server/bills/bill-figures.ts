import type { CostFigures } from '#models/bills/bill.views.ts'
import { type BillFigure, billFigure } from '#server/figures/figure-ids.ts'

/** The two costs of a part of an import as figures that open. */
export function costFigures(importId: string, part: BillFigure['part']): CostFigures {
  return {
    billed: billFigure({ importId, cost: 'billed', part }),
    effective: billFigure({ importId, cost: 'effective', part }),
  }
}
