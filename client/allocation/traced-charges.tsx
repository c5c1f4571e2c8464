import { createSignal, For, Show } from 'solid-js'
import type { ChargeView } from '#models/allocation/allocation.views.ts'
import { BillAmount } from '#client/bills/bill-amount.tsx'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import type { FigureSource } from '#client/ui/figure.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { TraceDialog } from './trace-dialog.tsx'

/** Charges with what each is counted for, and the way that a rule gave it. */
export function TracedCharges<Charge extends ChargeView>(props: {
  title: string
  charges: readonly Charge[]
  counted: (charge: Charge) => { readonly amount: string; readonly figure: FigureSource }
}) {
  const [traced, setTraced] = createSignal<ChargeView>()
  return (
    <>
      <ScrollRegion label={t('workload.scrolling', { name: props.title })}>
        <table class="tbl al-wide">
          <caption class="vh">{props.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('allocation.day')}</th>
              <th scope="col">{t('allocation.byService')}</th>
              <th scope="col">{t('allocation.resourceHead')}</th>
              <th scope="col" class="num">
                {t('allocation.effective')}
              </th>
              <th scope="col">{t('allocation.actions')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.charges}>
              {(charge) => (
                <tr>
                  <th scope="row" class="nb">
                    {charge.day}
                  </th>
                  <td>{charge.service}</td>
                  <td class="al-names">{charge.resource === '' ? t('allocation.absent') : charge.resource}</td>
                  <td class="num">
                    <BillAmount
                      {...props.counted(charge)}
                      currency={charge.currency}
                      label={`${t('allocation.effective')}, ${charge.service}, ${charge.day}`}
                    />
                  </td>
                  <td>
                    <Button small onClick={() => setTraced(() => charge)}>
                      {t('allocation.traceOf')}
                      <span class="vh"> {t('allocation.traceThat', { service: charge.service, day: charge.day })}</span>
                    </Button>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <Show when={traced()}>{(charge) => <TraceDialog charge={charge()} onClose={() => setTraced(undefined)} />}</Show>
    </>
  )
}
