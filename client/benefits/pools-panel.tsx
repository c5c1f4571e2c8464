import { createSignal, For, Show } from 'solid-js'
import { may } from '#client/api/access.ts'
import { createLoad } from '#client/api/load.ts'
import { filteredPath, type Pools, pools, poolsPath } from '#client/api/register.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { inUnit } from './benefit-words.ts'
import { PoolDialog, ruleText, ShareDialog } from './pool-dialogs.tsx'

/** Outcomes that several benefits draw on: how each is split, and what is left to give. */
export function PoolsPanel(props: {
  asKnown: string | undefined
  /** The body looked at: a new pool belongs to it, unless another is chosen. */
  body: string | undefined
  benefits: readonly { readonly code: string; readonly title: string }[]
}) {
  const load = createLoad(() => filteredPath(poolsPath, { asKnown: props.asKnown }), pools)
  const [edited, setEdited] = createSignal<Pools[number] | 'new'>()
  const [shared, setShared] = createSignal<Pools[number]>()
  const mayAct = () => props.asKnown === undefined && may('benefits.edit')
  return (
    <Panel
      title={t('benefits.pools')}
      note={t('benefits.poolsNote')}
      end={
        <Show when={mayAct()}>
          <Button small icon="plus" onClick={() => setEdited('new')}>
            {t('benefits.addPool')}
          </Button>
        </Show>
      }
    >
      <Shown load={load}>
        {(all) => (
          <Show
            when={all().length > 0}
            fallback={<Empty title={t('benefits.noPool')}>{t('benefits.poolsNote')}</Empty>}
          >
            <ul class="bn-pools">
              <For each={all()}>
                {(pool) => (
                  <li>
                    <p>
                      <span class="mono">{pool.code}</span> <b>{said(pool.title)}</b>{' '}
                      <span class="mut">
                        {pool.body}, {t(ruleText[pool.rule])}, {pool.metric} ({pool.unit})
                      </span>
                    </p>
                    <ul>
                      <For each={pool.shares}>
                        {(one) => (
                          <li>
                            <span class="mono">{one.benefit}</span> {fmt.percent(one.share * 100)}
                            {one.rationale === '' ? '' : `, ${one.rationale}`}
                          </li>
                        )}
                      </For>
                      <li class="mut">{t('benefits.leftToGive', { share: fmt.percent(100 * (1 - pool.allotted)) })}</li>
                      <For each={pool.ceilings}>
                        {(one) => (
                          <li class="mut">
                            {t('benefits.ceilingOf', {
                              value: inUnit(one.ceiling, pool.unit),
                              from: one.from,
                              to: one.to,
                            })}
                          </li>
                        )}
                      </For>
                    </ul>
                    <Show when={mayAct()}>
                      <div class="row-w">
                        <Button small onClick={() => setShared(pool)}>
                          {t('benefits.giveShare', { code: pool.code })}
                        </Button>
                        <Button small kind="quiet" icon="pen" onClick={() => setEdited(pool)}>
                          {t('benefits.editTitle', { code: pool.code })}
                        </Button>
                      </div>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Shown>
      <Show when={edited()} keyed>
        {(pool) => (
          <PoolDialog pool={pool === 'new' ? undefined : pool} body={props.body} onClose={() => setEdited(undefined)} />
        )}
      </Show>
      <Show when={shared()} keyed>
        {(pool) => <ShareDialog pool={pool} benefits={props.benefits} onClose={() => setShared(undefined)} />}
      </Show>
    </Panel>
  )
}
