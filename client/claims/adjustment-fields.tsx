import { Index } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'

export type TypedAdjustment = { readonly reason: string; readonly amount: string }

/** What is added to or taken off the gross amount, each with its reason; an empty one is left out. */
export function AdjustmentFields(props: {
  adjustments: readonly TypedAdjustment[]
  onChange: (next: readonly TypedAdjustment[]) => void
  errorAt: (place: string) => string | undefined
}) {
  const put = (at: number, part: Partial<TypedAdjustment>) =>
    props.onChange(props.adjustments.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <fieldset class="rc-offer">
      <legend>{t('claims.formAdjustments')}</legend>
      <p class="hint">{t('claims.formAdjustmentsHint')}</p>
      <Index each={props.adjustments}>
        {(one, at) => (
          <div class="rc-two">
            <TextField
              label={t('claims.formAdjustmentReason', { number: at + 1 })}
              value={one().reason}
              onInput={(reason) => put(at, { reason })}
              error={props.errorAt(`${at}/reason`)}
            />
            <TextField
              label={t('claims.formAdjustmentAmount', { number: at + 1 })}
              value={one().amount}
              onInput={(amount) => put(at, { amount })}
              error={props.errorAt(`${at}/amount`)}
            />
          </div>
        )}
      </Index>
      <div>
        <Button
          small
          kind="quiet"
          icon="plus"
          onClick={() => props.onChange([...props.adjustments, { reason: '', amount: '' }])}
        >
          {t('claims.formAdjustmentAdd')}
        </Button>
      </div>
    </fieldset>
  )
}
