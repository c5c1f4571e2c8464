import { createSignal, For, Show } from 'solid-js'
import { sizingRuleWords } from '#models/sizing/rule-words.ts'
import { may } from '#client/api/access.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { sizesPath, workloadSizes } from '#client/api/usage.ts'
import { workloadPath } from '#client/api/workload.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { ServerSizes } from './server-sizes.tsx'
import './sizing.css'

/** What was bought, what is used, and the size each rule would take, server by server, at an option. */
export function SizesPanel(props: { code: string; option?: string | undefined }) {
  const [asked, setAsked] = createSignal<string>()
  const [isChoosing, setChoosing] = createSignal(false)
  const load = createLoad(() => sizesPath(props.code, asked() ?? props.option), workloadSizes)
  return (
    <Shown load={load}>
      {(view) => (
        <Panel
          flush
          title={t('sizing.title')}
          note={t('sizing.note')}
          end={
            <Show when={may('inventory.edit')}>
              <Button small icon="sliders" onClick={() => setChoosing(true)}>
                {t('sizing.chooseRule')}
              </Button>
            </Show>
          }
          footer={<span>{t('sizing.priceNote')}</span>}
        >
          <div class="sz-t">
            <p>
              <b>
                {t('sizing.ruleInForce')} : {said(sizingRuleWords[view().rule].name)}
              </b>{' '}
              <span class="mut">
                <Show when={view().choice} fallback={t('sizing.houseRule')}>
                  {(choice) =>
                    t('sizing.settledBy', {
                      by: choice().by,
                      date: fmt.date(choice().at),
                      reason: choice().reason,
                    })
                  }
                </Show>
              </span>
            </p>
            <Show when={view().options.length > 0} fallback={<p class="mut">{t('sizing.noOption')}</p>}>
              <SelectField
                label={t('sizing.option')}
                value={view().option ?? ''}
                options={view().options.map((one) => ({
                  value: one.option,
                  text: `${said(one.label)}, ${said(one.place)}`,
                }))}
                onChange={(option) => setAsked(option)}
              />
            </Show>
          </div>
          <Show
            when={view().servers.length > 0}
            fallback={<Empty title={t('sizing.none')}>{t('sizing.noneText')}</Empty>}
          >
            <For each={view().servers}>
              {(server, at) => <ServerSizes server={server} view={view()} open={at() === 0} />}
            </For>
          </Show>
          <Show when={isChoosing()}>
            <RuleDialog
              view={view()}
              onClose={() => setChoosing(false)}
              onDone={(next) => {
                load.put(next)
                setChoosing(false)
                void refresh(workloadPath(props.code))
              }}
            />
          </Show>
        </Panel>
      )}
    </Shown>
  )
}
