import { createLoad } from '#client/api/load.ts'
import { realisedBenefit, realisedBenefitPath } from '#client/api/realised.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { RealisedBars } from './realised-bars.tsx'

/** What a benefit realised, in the drawer of the register. */
export function RealisedBlock(props: { readonly code: string; readonly asKnown?: string | undefined }) {
  const load = createLoad(() => realisedBenefitPath(props.code, { asKnown: props.asKnown }), realisedBenefit)
  return (
    <Shown load={load}>
      {(it) => <RealisedBars bars={it().bars} of={{ scope: it().status.benefit, asKnown: it().asKnown }} />}
    </Shown>
  )
}
