import { For, Show } from 'solid-js'
import { sizingRuleWords } from '#models/sizing/rule-words.ts'
import type { RuleSizeView, ServerSizesView } from '#models/sizing/sizes.views.ts'
import type { SizingRuleId } from '#models/sizing/usage.schemas.ts'
import { gapWords } from '#client/assessment/gap-words.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'

function Need(props: { line: RuleSizeView }) {
  const interval = () => props.line.need?.interval
  return (
    <Show when={props.line.need} fallback={unknownMark}>
      {(need) => (
        <>
          {t('sizing.needOf', { vcpu: fmt.decimal(need().vcpu, 0), memory: fmt.decimal(need().memoryGib, 1) })}
          <Show when={interval()}>
            {(it) => (
              <small class="mut sz-s">
                {t('sizing.intervalOf', {
                  low: fmt.decimal(it().low.vcpu, 1),
                  high: fmt.decimal(it().high.vcpu, 1),
                })}
              </small>
            )}
          </Show>
          <Show when={need().rule === 'nameplate' && need().asked !== 'nameplate'}>
            <small class="mut sz-s">{t('sizing.fellBack')}</small>
          </Show>
        </>
      )}
    </Show>
  )
}

/** Every rule side by side: what it takes, the size that fits, its price. */
export function RulesTable(props: { server: ServerSizesView; inForce: SizingRuleId }) {
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('sizing.rulesOf', { name: props.server.name }) })}>
      <table class="tbl mid sz-r">
        <caption class="vh">{t('sizing.rulesOf', { name: props.server.name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sizing.rule')}</th>
            <th scope="col">{t('sizing.need')}</th>
            <th scope="col">{t('sizing.sku')}</th>
            <th scope="col" class="num">
              {t('sizing.perYear')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.server.rules}>
            {(line) => {
              const words = sizingRuleWords[line.rule]
              const isInForce = () => line.rule === props.inForce
              return (
                <tr classList={{ 'sz-on': isInForce() }}>
                  <th scope="row">
                    {said(words.name)}{' '}
                    <Show when={isInForce()}>
                      <StatusMark tone="ok">{t('sizing.inForce')}</StatusMark>
                    </Show>
                    <small class="mut sz-s">{said(words.does)}</small>
                  </th>
                  <td class="nb">
                    <Need line={line} />
                  </td>
                  <Show
                    when={line.sku}
                    fallback={
                      <td colspan={2} class="mut">
                        {gapWords(line.gaps).join(' ; ')}
                      </td>
                    }
                  >
                    {(sku) => (
                      <>
                        <td>
                          <span class="mono">{sku().name}</span>
                          <small class="mut sz-s">
                            {t('sizing.needOf', {
                              vcpu: fmt.decimal(sku().vcpu, 0),
                              memory: fmt.decimal(sku().memoryGib, 1),
                            })}
                            {sku().isBurstable ? ` · ${t('sizing.burstable')}` : ''}
                          </small>
                        </td>
                        <td class="num">
                          <Show when={sku().cadPerYear !== null} fallback={unknownMark}>
                            <Figure
                              id={() => sku().derivation}
                              label={t('sizing.priceOf', { sku: sku().name, rule: said(words.name) })}
                            >
                              {fmt.integer(sku().cadPerYear ?? 0)}
                            </Figure>
                          </Show>
                        </td>
                      </>
                    )}
                  </Show>
                </tr>
              )
            }}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}
