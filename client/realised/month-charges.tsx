import { createSignal, For, Show } from 'solid-js'
import type { ChargeView } from '#models/allocation/allocation.views.ts'
import {
  chargeRows,
  chargeRowsPath,
  workloadCharges,
  workloadChargesPath,
  workloadMonths,
  workloadMonthsPath,
} from '#client/api/allocation.ts'
import { createLoad } from '#client/api/load.ts'
import { billMoney } from '#client/bills/bill-words.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import './realised.css'

/** What the bills gave a workload in a month: charges, then the rows of the file behind each, as they were received. */
export function MonthCharges(props: { workload: string; month: string; onClose: () => void }) {
  const months = createLoad(() => workloadMonthsPath(props.workload, props.month), workloadMonths)
  return (
    <Dialog
      open
      title={t('realised.chargesTitle', { workload: props.workload, month: props.month })}
      onClose={() => props.onClose()}
    >
      <Shown load={months}>
        {(some) => (
          <Show when={some().length > 0} fallback={<p>{t('realised.noBill')}</p>}>
            <For each={[...new Set(some().map(({ importId }) => importId))]}>
              {(importId) => <ImportCharges workload={props.workload} importId={importId} />}
            </For>
          </Show>
        )}
      </Shown>
    </Dialog>
  )
}

function ImportCharges(props: { workload: string; importId: string }) {
  const [after, setAfter] = createSignal<string | null>(null)
  const [open, setOpen] = createSignal<number | null>(null)
  const load = createLoad(() => workloadChargesPath(props.workload, props.importId, after()), workloadCharges)
  return (
    <Shown load={load}>
      {(page) => (
        <ScrollRegion label={t('workload.scrolling', { name: t('realised.charges') })}>
          <table class="tbl">
            <caption>
              {t('realised.charges')} <span class="mono">{page().items[0]?.source}</span>
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('realised.day')}</th>
                <th scope="col">{t('realised.service')}</th>
                <th scope="col">{t('realised.resource')}</th>
                <th scope="col" class="num">
                  {t('realised.effective')}
                </th>
                <th scope="col">{t('realised.fileRows')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={page().items}>
                {(charge) => (
                  <>
                    <tr>
                      <th scope="row">{charge.day}</th>
                      <td>{charge.service}</td>
                      <td class="rl-wrap">{charge.resource}</td>
                      <td class="num">{billMoney(charge.part.effective, charge.part.currency)}</td>
                      <td>
                        <Button
                          small
                          expanded={open() === charge.ordinal}
                          onClick={() => setOpen(open() === charge.ordinal ? null : charge.ordinal)}
                        >
                          {t('realised.rowsOf', { count: charge.rows, countText: fmt.integer(charge.rows) })}
                        </Button>
                      </td>
                    </tr>
                    <Show when={open() === charge.ordinal}>
                      <tr>
                        <td colspan="5">
                          <FileRows charge={charge} />
                        </td>
                      </tr>
                    </Show>
                  </>
                )}
              </For>
            </tbody>
          </table>
          <Show when={page().next}>
            {(next) => <Button onClick={() => setAfter(next())}>{t('realised.nextCharges')}</Button>}
          </Show>
        </ScrollRegion>
      )}
    </Shown>
  )
}

/** Rows of the file that was received, with their lines; columns that are empty in all of them are left out. */
function FileRows(props: { charge: ChargeView }) {
  const load = createLoad(() => chargeRowsPath(props.charge.importId, props.charge.ordinal), chargeRows)
  return (
    <Shown load={load}>
      {(view) => {
        const told = () =>
          view()
            .columns.map((name, at) => ({ name, at }))
            .filter(({ at }) => view().rows.some(({ cells }) => (cells[at] ?? '') !== ''))
        return (
          <ScrollRegion label={t('workload.scrolling', { name: t('realised.fileRows') })}>
            <table class="tbl">
              <caption class="vh">{t('realised.fileRows')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('realised.line')}</th>
                  <For each={told()}>{({ name }) => <th scope="col">{name}</th>}</For>
                </tr>
              </thead>
              <tbody>
                <For each={view().rows}>
                  {(row) => (
                    <tr>
                      <th scope="row">{fmt.integer(row.line)}</th>
                      <For each={told()}>{({ at }) => <td>{row.cells[at]}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
        )
      }}
    </Shown>
  )
}
