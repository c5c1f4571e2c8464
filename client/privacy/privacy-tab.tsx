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

function OptionLine(props: { option: PrivacyFileView['options'][number]; owner: string | null }) {
  const place = () => {
    const { leavesQuebec } = props.option
    if (leavesQuebec === null) return t('privacy.placeUnknown')
    return t(leavesQuebec ? 'privacy.outside' : 'privacy.inside')
  }
  const gap = () => props.option.gap
  return (
    <tr>
      <th scope="row">
        {said(props.option.label)} <span class="mut sm">{said(props.option.place)}</span>
      </th>
      <td>
        <VerdictMark verdict={props.option.verdict} />
      </td>
      <td>{place()}</td>
      <td>
        <Show when={gap().rules.length > 0} fallback={<StatusMark tone="ok">{t('privacy.nothingMissing')}</StatusMark>}>
          <ul class="plain">
            <For each={gap().obligations}>
              {(one) => (
                <li>
                  {said(one.label)}{' '}
                  <span class="mut sm">
                    {t('assessment.ask', { who: whomToAsk({ kind: 'obligation', name: one.name }, props.owner) })}
                  </span>
                </li>
              )}
            </For>
            <For each={gap().facts}>
              {(fact) => (
                <li>
                  {said(fact.value === undefined ? fact.question : fact.label)}{' '}
                  <span class="mut sm">
                    {t('assessment.ask', { who: whomToAsk({ kind: 'fact', name: fact.name }, props.owner) })}
                  </span>
                </li>
              )}
            </For>
          </ul>
          <span class="mono sm mut3">{gap().rules.join(' ')}</span>
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
                    <th scope="col">{t('privacy.option')}</th>
                    <th scope="col">{t('privacy.verdict')}</th>
                    <th scope="col">{t('privacy.place')}</th>
                    <th scope="col">{t('privacy.missing')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={file().options}>{(option) => <OptionLine option={option} owner={props.owner} />}</For>
                </tbody>
              </table>
            </ScrollRegion>
          </Panel>
        </div>
      )}
    </Shown>
  )
}
