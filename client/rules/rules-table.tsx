import { createSignal, For, Show } from 'solid-js'
import type { RuleEffect, RuleForce } from '#models/rules/verdict.ts'
import type { RulePackView, RuleView } from '#models/rules/pack.views.ts'
import { fold } from '#models/shared/fold.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { ForceTag } from '#client/ui/force-tag.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { RuleModeCell } from './rule-mode-cell.tsx'

const effectText: Readonly<Record<RuleEffect, TextKey>> = {
  forbid: 'rules.effectForbid',
  require: 'rules.effectRequire',
  'allow-with-mitigation': 'rules.effectMitigation',
}
const forceText: Readonly<Record<RuleForce, TextKey>> = {
  law: 'ui.forceLaw',
  decree: 'ui.forceDecree',
  orientation: 'ui.forceOrientation',
  benchmark: 'ui.forceBenchmark',
  house: 'ui.forceHouse',
}
const forces: readonly RuleForce[] = ['law', 'decree', 'orientation', 'benchmark', 'house']

/** Every rule of the pack: what it says, what it may do, and the text behind it. */
export function RulesTable(props: { pack: RulePackView; onChanged: (pack: RulePackView) => void }) {
  const [text, setText] = createSignal('')
  const [force, setForce] = createSignal<RuleForce | 'all'>('all')
  const shown = (): readonly RuleView[] => {
    const words = fold(text()).split(' ').filter(Boolean)
    return props.pack.rules.filter((rule) => {
      const all = fold([rule.id, rule.fr, rule.en, rule.source].join(' '))
      return (force() === 'all' || rule.force === force()) && words.every((word) => all.includes(word))
    })
  }
  return (
    <Panel
      flush
      title={t('rules.pack', { id: props.pack.pack, version: props.pack.version, date: props.pack.asOf })}
      note={
        <span class="pack">
          {t('rules.count', { count: props.pack.rules.length })}
          <Show when={!props.pack.verified}>
            <span class="tag warn">{t('assessment.notVerified')}</span>
          </Show>
        </span>
      }
      end={
        <>
          <div class="search">
            <Icon name="search" />
            <input
              class="in"
              type="search"
              placeholder={t('rules.filter')}
              aria-label={t('rules.filter')}
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </div>
          <Segmented
            label={t('rules.forces')}
            value={force()}
            options={[
              { value: 'all' as const, text: t('rules.all') },
              ...forces.map((one) => ({ value: one, text: t(forceText[one]) })),
            ]}
            onChange={setForce}
          />
        </>
      }
    >
      <Show when={shown().length > 0} fallback={<Empty title={t('rules.noRule')} />}>
        <ScrollRegion label={t('workload.scrolling', { name: t('rules.tabRules') })}>
          <table class="tbl mid rl">
            <caption class="vh">{t('rules.tabRules')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('rules.rule')}</th>
                <th scope="col">{t('rules.text')}</th>
                <th scope="col">{t('rules.effect')}</th>
                <th scope="col">{t('rules.force')}</th>
                <th scope="col">{t('rules.source')}</th>
                <th scope="col">{t('rules.mode')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={shown()}>
                {(rule) => (
                  <tr id={rule.id}>
                    <th scope="row" class="mono nb">
                      {rule.id}
                    </th>
                    <td>{said(rule)}</td>
                    <td>{t(effectText[rule.effect])}</td>
                    <td class="nb">
                      <ForceTag force={rule.force} evidence={rule.status} />
                    </td>
                    <td class="mut">{fmt.text(rule.source)}</td>
                    <td>
                      <RuleModeCell rule={rule} onChanged={props.onChanged} />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
    </Panel>
  )
}
