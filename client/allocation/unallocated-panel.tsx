import { createSignal, For, Show } from 'solid-js'
import { unallocatedReasons } from '#models/allocation/allocating.ts'
import {
  type UnallocatedDimension,
  unallocatedDimensions,
  type UnallocatedView,
} from '#models/allocation/allocation.views.ts'
import { allocatedDerivation } from '#models/allocation/given-derivations.ts'
import { monthAfter } from '#models/shared/month.ts'
import { unallocated, unallocatedPath } from '#client/api/allocation.ts'
import { createLoad } from '#client/api/load.ts'
import { BillAmount } from '#client/bills/bill-amount.tsx'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import type { FigureSource } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { GivenPanel } from './given-panel.tsx'
import { reasonText } from './rule-words.ts'
import { Share } from './share.tsx'
import { TracedCharges } from './traced-charges.tsx'

const dimensionText: Readonly<Record<UnallocatedDimension, TextKey>> = {
  source: 'allocation.bySource',
  service: 'allocation.byService',
  subAccount: 'allocation.bySubAccount',
  reason: 'allocation.byReason',
  tagKeys: 'allocation.byTagKeys',
}
const fewExamples = 8
const costs = ['effective', 'billed'] as const
const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/

/** What nobody takes, with its money and its share, always on the page; then who takes the rest. */
export function UnallocatedPanel(props: { body: string; today: string }) {
  const present = () => props.today.slice(0, 7)
  const [from, setFrom] = createSignal(monthAfter(present(), -11))
  const [to, setTo] = createSignal(present())
  const load = createLoad(
    () =>
      monthForm.test(from()) && monthForm.test(to())
        ? unallocatedPath({ body: props.body, from: from(), to: to() })
        : undefined,
    unallocated,
  )
  return (
    <>
      <Panel title={t('allocation.left')} note={t('allocation.leftNote', { from: from(), to: to() })}>
        <div class="stack">
          <div class="al-form">
            <TextField label={t('allocation.from')} value={from()} onInput={setFrom} />
            <TextField label={t('allocation.to')} value={to()} onInput={setTo} />
          </div>
          <Shown load={load}>{(value) => <Left view={value()} />}</Shown>
        </div>
      </Panel>
      <Show when={load.value()}>{(value) => <GivenPanel view={value()} />}</Show>
    </>
  )
}

/** What is billed in one currency: allocated, left to nobody, in all. */
function Totals(props: { total: UnallocatedView['totals'][number]; view: UnallocatedView }) {
  const { currency } = props.total
  const rest = (cost: (typeof costs)[number]) => String(allocatedDerivation(props.total, cost).value)
  const row = (
    name: string,
    amountOf: (cost: (typeof costs)[number]) => string,
    figureOf: (cost: (typeof costs)[number]) => FigureSource,
  ) => (
    <>
      <th scope="row">{name}</th>
      <For each={costs}>
        {(cost) => (
          <td class="num">
            <BillAmount
              amount={amountOf(cost)}
              currency={currency}
              figure={figureOf(cost)}
              label={`${t(`allocation.${cost}`)}, ${name}`}
            />
          </td>
        )}
      </For>
    </>
  )
  const all = (cost: (typeof costs)[number]) => (cost === 'billed' ? 'allBilled' : 'allEffective')
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('allocation.totals', { currency }) })}>
      <table class="tbl">
        <caption class="vh">{t('allocation.totals', { currency })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('allocation.totals', { currency })}</th>
            <For each={costs}>
              {(cost) => (
                <th scope="col" class="num">
                  {t(`allocation.${cost}`)}
                </th>
              )}
            </For>
            <th scope="col" class="num">
              {t('allocation.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            {row(
              t('allocation.nobody'),
              (cost) => props.total[cost],
              (cost) => props.total.figures[cost],
            )}
            <td class="num">
              <Share part={props.total} view={props.view} />
            </td>
          </tr>
          <tr>
            {row(t('allocation.allocated'), rest, (cost) => () => allocatedDerivation(props.total, cost))}
            <td />
          </tr>
          <tr>
            {row(
              t('allocation.everything'),
              (cost) => props.total[all(cost)],
              (cost) => props.total.figures[all(cost)],
            )}
            <td />
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Left(props: { view: UnallocatedView }) {
  const [by, setBy] = createSignal<UnallocatedDimension>('reason')
  const [isWhole, setWhole] = createSignal(false)
  const nameOf = (name: string) => {
    const reason = by() === 'reason' ? unallocatedReasons.find((one) => one === name) : undefined
    if (reason !== undefined) return t(reasonText[reason])
    return name === '' ? t('allocation.absent') : name
  }
  const isNothing = () => props.view.totals.every(({ charges }) => charges === 0)
  return (
    <Show
      when={props.view.totals.length > 0}
      fallback={<Empty title={t('allocation.leftNoBill')}>{t('allocation.leftNoBillWhy')}</Empty>}
    >
      <For each={props.view.totals}>{(total) => <Totals total={total} view={props.view} />}</For>
      <Show
        when={!isNothing()}
        fallback={<Empty title={t('allocation.leftNothing')}>{t('allocation.leftNothingWhy')}</Empty>}
      >
        <div class="al-pick">
          <SelectField
            label={t('allocation.by')}
            value={by()}
            options={unallocatedDimensions.map((value) => ({ value, text: t(dimensionText[value]) }))}
            onChange={setBy}
          />
        </div>
        <ScrollRegion label={t('workload.scrolling', { name: t('allocation.left') })}>
          <table class="tbl">
            <caption class="vh">{t('allocation.left')}</caption>
            <thead>
              <tr>
                <th scope="col">{t(dimensionText[by()])}</th>
                <th scope="col" class="num">
                  {t('allocation.effective')}
                </th>
                <th scope="col" class="num">
                  {t('allocation.billed')}
                </th>
                <th scope="col" class="num">
                  {t('allocation.share')}
                </th>
                <th scope="col" class="num">
                  {t('allocation.chargesHead')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={props.view.groups[by()]}>
                {(group) => (
                  <tr>
                    <th scope="row" class="al-names">
                      {nameOf(group.name)}
                    </th>
                    <For each={costs}>
                      {(cost) => (
                        <td class="num">
                          <BillAmount
                            amount={group[cost]}
                            currency={group.currency}
                            figure={group.figures[cost]}
                            label={`${t(`allocation.${cost}`)}, ${nameOf(group.name)}`}
                          />
                        </td>
                      )}
                    </For>
                    <td class="num">
                      <Share part={group} view={props.view} />
                    </td>
                    <td class="num">{fmt.integer(group.charges)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
        <h3>{t('allocation.dearest')}</h3>
        <TracedCharges
          title={t('allocation.dearest')}
          charges={isWhole() ? props.view.examples : props.view.examples.slice(0, fewExamples)}
          counted={({ effective, figures }) => ({ amount: effective, figure: figures.effective })}
        />
        <Show when={!isWhole() && props.view.examples.length > fewExamples}>
          <div>
            <Button small onClick={() => setWhole(true)}>
              {t('allocation.moreExamples', { count: props.view.examples.length - fewExamples })}
            </Button>
          </div>
        </Show>
      </Show>
    </Show>
  )
}
