import { Show } from 'solid-js'
import type { UnallocatedView } from '#models/allocation/allocation.views.ts'
import { shareDerivation } from '#models/allocation/given-derivations.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'

/** Share of all that is billed in the same currency; it opens to both amounts. */
export function Share(props: {
  part: Parameters<typeof shareDerivation>[0] & { readonly share: number | null }
  view: UnallocatedView
}) {
  const derived = () => {
    const total = props.view.totals.find(({ currency }) => currency === props.part.currency)
    return total && (() => shareDerivation(props.part, total))
  }
  return (
    <Show when={props.part.share !== null} fallback={unknownMark}>
      <Figure id={derived()} label={t('allocation.share')}>
        {fmt.percent((props.part.share ?? 0) * 100)}
      </Figure>
    </Show>
  )
}
