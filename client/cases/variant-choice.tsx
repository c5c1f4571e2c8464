import type { CaseVariant, VariantId } from '#models/cases/case.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { SeriesSwatch } from '#client/ui/charts/cumulative-curve.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { seriesOf, variantName } from './case-words.ts'

/** Which variant the charts and the tables below are of. */
export function VariantChoice(props: {
  variants: readonly CaseVariant[]
  value: VariantId
  onChange: (variant: VariantId) => void
}) {
  return (
    <div class="ca-choice">
      <Segmented
        label={t('cases.variant')}
        value={props.value}
        options={props.variants.map((variant) => ({
          value: variant.id,
          text: (
            <span class="row">
              <SeriesSwatch series={seriesOf[variant.id]} />
              {variantName(variant)}
            </span>
          ),
        }))}
        onChange={(variant) => props.onChange(variant)}
      />
    </div>
  )
}
