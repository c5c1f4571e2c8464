import { For, Show } from 'solid-js'
import type { AllocationRule } from '#models/allocation/allocation.schemas.ts'
import type { RuleSetPreview } from '#models/allocation/allocation.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { announce } from '#client/ui/live.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { ruleName, targetWords, whenWords } from './rule-words.ts'

/** The rules in their order; with what changes them when they are being written. */
export function RulesTable(props: {
  label: string
  rules: readonly AllocationRule[]
  taken?: RuleSetPreview['taken'] | undefined
  onMove?: (at: number, to: number) => void
  onEdit?: (at: number) => void
  onDrop?: (at: number) => void
}) {
  const takenBy = (id: string) => props.taken?.find(({ ruleId }) => ruleId === id)?.charges
  const move = (at: number, to: number, rule: AllocationRule, button: EventTarget | null) => {
    if (to < 0 || to >= props.rules.length) return
    props.onMove?.(at, to)
    if (button instanceof HTMLElement) button.focus() // its row stands elsewhere now, and the browser let it go on the way
    announce(t('allocation.movedTo', { name: ruleName(rule), place: to + 1 }))
  }
  return (
    <Show when={props.rules.length > 0} fallback={<p class="sm mut al-pad">{t('allocation.noRules')}</p>}>
      <ScrollRegion label={t('workload.scrolling', { name: props.label })}>
        <table class="tbl al-wide">
          <caption class="vh">{props.label}</caption>
          <thead>
            <tr>
              <th scope="col" class="num">
                {t('allocation.order')}
              </th>
              <th scope="col">{t('allocation.rule')}</th>
              <th scope="col">{t('allocation.when')}</th>
              <th scope="col">{t('allocation.gives')}</th>
              <Show when={props.taken !== undefined}>
                <th scope="col" class="num">
                  {t('allocation.chargesHead')}
                </th>
              </Show>
              <Show when={props.onMove !== undefined}>
                <th scope="col">{t('allocation.actions')}</th>
              </Show>
            </tr>
          </thead>
          <tbody>
            <For each={props.rules}>
              {(rule, at) => (
                <tr>
                  <td class="num">{at() + 1}</td>
                  <th scope="row">
                    {ruleName(rule)}
                    <span class="sm mut al-id">{rule.id}</span>
                  </th>
                  <td>{whenWords(rule)}</td>
                  <td>{targetWords(rule.target)}</td>
                  <Show when={props.taken !== undefined}>
                    <td class="num">{fmt.integer(takenBy(rule.id) ?? 0)}</td>
                  </Show>
                  <Show when={props.onMove !== undefined}>
                    <td>
                      <span class="row-w al-acts">
                        <Button
                          small
                          class="al-up"
                          icon="chev"
                          name={t('allocation.up', { name: ruleName(rule) })}
                          onClick={(event) => move(at(), at() - 1, rule, event.currentTarget)}
                        />
                        <Button
                          small
                          icon="down"
                          name={t('allocation.down', { name: ruleName(rule) })}
                          onClick={(event) => move(at(), at() + 1, rule, event.currentTarget)}
                        />
                        <Button
                          small
                          icon="pen"
                          name={t('allocation.edit', { name: ruleName(rule) })}
                          onClick={() => props.onEdit?.(at())}
                        />
                        <Button
                          small
                          icon="x"
                          name={t('allocation.drop', { name: ruleName(rule) })}
                          onClick={() => props.onDrop?.(at())}
                        />
                      </span>
                    </td>
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Show>
  )
}
