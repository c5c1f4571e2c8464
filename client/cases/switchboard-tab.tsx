import { createMemo, createSignal, For, Show } from 'solid-js'
import type { AssumptionOverride } from '#models/assumptions/assumption-set.ts'
import type { CaseResult, CaseView, SwitchboardColumn, SwitchEffect } from '#models/cases/case.schemas.ts'
import { assumptions, assumptionsPath } from '#client/api/costs.ts'
import { createLoad } from '#client/api/load.ts'
import { assumptionValue, statusWords } from '#client/costs/assumption-words.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { decisionName, variantName } from './case-words.ts'
import { vendorFlipSentence } from './flip-words.ts'
import { SupposePanel } from './suppose-panel.tsx'

type Line = { readonly name: string; readonly effect: SwitchEffect }

/** Every default that somebody else has, in the order of the widest effect. */
function linesOf(result: CaseResult): readonly Line[] {
  const byName = new Map<string, SwitchEffect>()
  const reach = (effect: SwitchEffect) => Math.max(0, ...effect.npvEffect.map(Math.abs))
  for (const { effects } of result.switchboard)
    for (const effect of effects) {
      const known = byName.get(effect.name)
      if (known === undefined || reach(effect) > reach(known)) byName.set(effect.name, effect)
    }
  return [...byName].map(([name, effect]) => ({ name, effect })).toSorted((a, b) => reach(b.effect) - reach(a.effect))
}

/** A default taken alone: its value, as published, what it does to each variant, and whether it reverses the decision. */
function EffectCell(props: { effect: SwitchEffect | undefined; result: CaseResult }) {
  return (
    <Show when={props.effect} fallback={<span class="mut">{t('cases.notPublished')}</span>}>
      {(effect) => (
        <div class="ca-eff">
          <b>{assumptionValue(effect(), effect().theirs)}</b>
          <small>{said(effect().asPublished)}</small>
          <small>
            {statusWords(effect().status)}, {said(effect().reference)}
          </small>
          <ul>
            <For each={effect().npvEffect}>
              {(value, at) => (
                <li>
                  <span class="mut">{props.result.variants[at()]?.id}</span>{' '}
                  {Math.abs(value) < 0.5 ? t('cases.noEffect') : fmt.moneyDifference(value)}
                </li>
              )}
            </For>
          </ul>
          <StatusMark tone={effect().isFlip ? 'warn' : 'ok'}>
            {t(effect().isFlip ? 'cases.flipsAlone' : 'cases.keeps')}
          </StatusMark>
        </div>
      )}
    </Show>
  )
}

function OwnCell(props: { own: AssumptionOverride | undefined; of: SwitchEffect }) {
  return (
    <Show when={props.own} fallback={<span class="mut">{t('cases.ownNone')}</span>}>
      {(own) => (
        <div class="ca-eff">
          <b>{assumptionValue(props.of, own().value)}</b>
          <small>{said(own().asPublished)}</small>
          <small>{statusWords(own().status)}</small>
          <small>{t('cases.ownCounted')}</small>
        </div>
      )}
    </Show>
  )
}

/** What all the defaults of one owner do together, and the fewest of them that reverse the decision. */
function ColumnCard(props: { column: SwitchboardColumn; result: CaseResult }) {
  const isSame = () => props.column.decision === props.result.decision
  return (
    <div class="ca-card">
      <h3>{said(props.column.label)}</h3>
      <p class="sm mut">{t('cases.columnVersion', { owner: props.column.owner, version: props.column.version })}</p>
      <StatusMark tone={isSame() ? 'ok' : 'warn'}>
        {t(isSame() ? 'cases.decisionSame' : 'cases.decisionOther', {
          decision: decisionName(props.column.decision, props.result.variants),
        })}
      </StatusMark>
      <dl class="dl">
        <For each={props.result.variants}>
          {(variant, at) => (
            <>
              <dt>{variantName(variant)}</dt>
              <dd>
                <b>{fmt.compactMoney(props.column.npv[at()] ?? 0)}</b>{' '}
                <small class="mut">{t('cases.insteadOf', { npv: fmt.compactMoney(variant.indicators.npv) })}</small>
              </dd>
            </>
          )}
        </For>
      </dl>
      <p class="sm">{vendorFlipSentence(props.column, props.result)}</p>
      <Show when={props.column.notMapped.length > 0}>
        <details class="sm">
          <summary>{t('cases.notMapped', { count: props.column.notMapped.length })}</summary>
          <ul class="dots">
            <For each={props.column.notMapped}>{(text) => <li>{said(text)}</li>}</For>
          </ul>
        </details>
      </Show>
    </div>
  )
}

/** The bias switchboard: everybody's defaults side by side, each with what it does to the decision. */
export function SwitchboardTab(props: { view: CaseView; result: NonNullable<CaseView['result']> }) {
  const value = () => props.result.value
  const stated = createLoad(() => assumptionsPath(props.view.body), assumptions)
  const lines = createMemo(() => linesOf(value()))
  const [supposed, setSupposed] = createSignal<string>(value().switchboard[0]?.id ?? '')
  const effectOf = (column: SwitchboardColumn, name: string) => column.effects.find((one) => one.name === name)
  const ownOf = (name: string) => stated.value()?.own.find((one) => one.name === name)
  const column = () => value().switchboard.find(({ id }) => id === supposed())
  return (
    <>
      <Panel title={t('cases.others')} note={t('cases.othersNote')}>
        <div class="ca-cards">
          <For each={value().switchboard}>{(one) => <ColumnCard column={one} result={value()} />}</For>
        </div>
      </Panel>
      <Show when={column()}>
        {(chosen) => (
          <SupposePanel
            code={props.view.code}
            result={value()}
            column={chosen()}
            columns={value().switchboard}
            onColumn={setSupposed}
          />
        )}
      </Show>
      <Panel flush title={t('cases.sideBySide')} note={t('cases.sideBySideNote')}>
        <ScrollRegion label={t('workload.scrolling', { name: t('cases.sideBySide') })}>
          <table class="tbl ca-board">
            <caption class="vh">{t('cases.sideBySide')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('cases.assumption')}</th>
                <th scope="col">{t('cases.ours')}</th>
                <For each={value().switchboard}>{(one) => <th scope="col">{said(one.label)}</th>}</For>
                <th scope="col">{props.view.body}</th>
              </tr>
            </thead>
            <tbody>
              <For each={lines()}>
                {({ name, effect }) => (
                  <tr>
                    <th scope="row">{said(effect.label)}</th>
                    <td>{assumptionValue(effect, effect.ours)}</td>
                    <For each={value().switchboard}>
                      {(one) => (
                        <td>
                          <EffectCell effect={effectOf(one, name)} result={value()} />
                        </td>
                      )}
                    </For>
                    <td>
                      <OwnCell own={ownOf(name)} of={effect} />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Panel>
    </>
  )
}
