import { For, Show } from 'solid-js'
import type { PrivacyStep } from '#models/privacy/privacy-file.ts'
import type { PrivacyFileView } from '#models/privacy/privacy.views.ts'
import { whomToAsk } from '#client/assessment/whom-to-ask.ts'
import { createLoad } from '#client/api/load.ts'
import { privacyFile, privacyFilePath } from '#client/api/privacy.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark, VerdictMark } from '#client/ui/verdict-mark.tsx'
import { factorWords, stateLook, stepLook, stepSource, stepText } from './privacy-words.ts'
import './privacy.css'

function Step(props: { step: PrivacyStep }) {
  const look = () => stepLook[props.step.state]
  return (
    <tr>
      <th scope="row">
        {t(stepText[props.step.id])} <span class="mut sm nb">{stepSource[props.step.id]}</span>
      </th>
      <td>
        <StatusMark tone={look().tone}>{t(look().text)}</StatusMark>
      </td>
      <td>
        <Show when={props.step.on}>{(on) => <time datetime={on()}>{t('privacy.on', { date: on() })}</time>}</Show>{' '}
        <Show when={props.step.until}>
          {(until) => (
            <span class="mut">
              <time datetime={until()}>{t('privacy.until', { date: until() })}</time>
            </span>
          )}
        </Show>
        <Show when={props.step.missing.length > 0 && props.step.state !== 'unknown'}>
          {t('privacy.factorsLeft', { factors: factorWords(props.step.missing) })}
        </Show>
      </td>
    </tr>
  )
}

type FileOption = PrivacyFileView['options'][number]

/** Options that wait for exactly the same things, in the order of the first of each. */
function alike(options: readonly FileOption[]): readonly (readonly FileOption[])[] {
  const signature = ({ gap, leavesQuebec }: FileOption) =>
    [leavesQuebec, ...gap.rules, ...gap.obligations.map((one) => one.name), ...gap.facts.map((one) => one.name)].join()
  return [...Map.groupBy(options, signature).values()]
}

function Asked(props: { kind: 'obligation' | 'fact'; name: string; text: string; owner: string | null }) {
  return (
    <li>
      {props.text}{' '}
      <span class="mut sm">
        {t('assessment.ask', { who: whomToAsk({ kind: props.kind, name: props.name }, props.owner) })}
      </span>
    </li>
  )
}

function OptionsLine(props: { options: readonly FileOption[]; first: FileOption; owner: string | null }) {
  const place = () => {
    const { leavesQuebec } = props.first
    if (leavesQuebec === null) return t('privacy.placeUnknown')
    return t(leavesQuebec ? 'privacy.outside' : 'privacy.inside')
  }
  return (
    <tr>
      <th scope="row">
        <ul class="plain">
          <For each={props.options}>
            {(option) => (
              <li>
                <VerdictMark verdict={option.verdict}>
                  {said(option.label)}, {said(option.place)}
                </VerdictMark>
              </li>
            )}
          </For>
        </ul>
      </th>
      <td>{place()}</td>
      <td>
        <Show
          when={props.first.gap.rules.length > 0}
          fallback={<StatusMark tone="ok">{t('privacy.nothingMissing')}</StatusMark>}
        >
          <ul class="plain">
            <For each={props.first.gap.obligations}>
              {(one) => <Asked kind="obligation" name={one.name} text={said(one.label)} owner={props.owner} />}
            </For>
            <For each={props.first.gap.facts}>
              {(fact) => (
                <Asked
                  kind="fact"
                  name={fact.name}
                  text={said(fact.value === undefined ? fact.question : fact.label)}
                  owner={props.owner}
                />
              )}
            </For>
          </ul>
          <span class="mono sm mut3">{props.first.gap.rules.join(' ')}</span>
        </Show>
      </td>
    </tr>
  )
}

/** The privacy file of one workload: each step of the law, then what each option still waits for. */
export function PrivacyTab(props: { code: string; owner: string | null; onClassify: () => void }) {
  const load = createLoad(() => privacyFilePath(props.code), privacyFile)
  return (
    <Shown load={load}>
      {(file) => (
        <div class="stack">
          <Panel
            flush
            title={t('privacy.fileOf')}
            note={
              file().version === null
                ? t('privacy.noVersion')
                : t('privacy.version', { version: file().version ?? 0, date: file().asOf })
            }
            end={
              <StatusMark pill tone={stateLook[file().state].tone}>
                {t(stateLook[file().state].text)}
              </StatusMark>
            }
            footer={
              <Button small icon="pen" onClick={() => props.onClassify()}>
                {t('privacy.complete')}
              </Button>
            }
          >
            <Show when={file().state === 'not-needed'}>
              <div class="panel-b">
                <Note tone="ok">{t('privacy.notNeededText')}</Note>
              </div>
            </Show>
            <Show when={file().state === 'unknown'}>
              <div class="panel-b">
                <Note tone="warn">{t('privacy.unknownText')}</Note>
              </div>
            </Show>
            <Show when={file().steps.length > 0 && file().state !== 'not-needed'}>
              <ScrollRegion label={t('workload.scrolling', { name: t('privacy.steps') })}>
                <table class="tbl mid pv">
                  <caption class="vh">{t('privacy.steps')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('privacy.step')}</th>
                      <th scope="col">{t('privacy.state')}</th>
                      <th scope="col">{t('privacy.dates')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={file().steps}>{(step) => <Step step={step} />}</For>
                  </tbody>
                </table>
              </ScrollRegion>
            </Show>
          </Panel>
          <Panel flush title={t('privacy.byOption')} note={t('privacy.byOptionNote')}>
            <ScrollRegion label={t('workload.scrolling', { name: t('privacy.byOption') })}>
              <table class="tbl mid pv">
                <caption class="vh">{t('privacy.byOption')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('privacy.options')}</th>
                    <th scope="col">{t('privacy.place')}</th>
                    <th scope="col">{t('privacy.missing')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={alike(file().options)}>
                    {(group) => (
                      <Show when={group[0]}>
                        {(first) => <OptionsLine options={group} first={first()} owner={props.owner} />}
                      </Show>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Panel>
        </div>
      )}
    </Shown>
  )
}
