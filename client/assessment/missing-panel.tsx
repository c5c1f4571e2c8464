import { createMemo, createSignal, For, Show } from 'solid-js'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { gapCodeWords } from './gap-words.ts'
import { type Missing, missingInformation } from './missing-information.ts'
import { optionName } from './option-name.ts'
import { isAnsweredInClassification, whomToAsk } from './whom-to-ask.ts'

const shownFirst = 5
const namesShown = 4

function labelOf(missing: Missing): string {
  if (typeof missing.label === 'string') return t('assessment.settle', { reason: gapCodeWords(missing.label) })
  return missing.question === undefined ? said(missing.label) : said(missing.question)
}

function MissingLine(props: { missing: Missing; owner: string | null; classify: string }) {
  const names = () => {
    const all = props.missing.options.map(optionName)
    const rest = all.length - namesShown
    return rest > 0 ? `${all.slice(0, namesShown).join(' ; ')} +${rest}` : all.join(' ; ')
  }
  return (
    <li>
      <span class="c">{fmt.integer(props.missing.options.length)}</span>
      <div>
        <b>{labelOf(props.missing)}</b>
        <p>
          {t('assessment.missingTouches', { count: props.missing.options.length })}
          {props.missing.settles > 0 ? `, ${t('assessment.missingSettles', { count: props.missing.settles })}` : ''}
          {t('assessment.missingNames', { names: names() })}
          <Show when={props.missing.rules.length > 0}>
            {'. '}
            {t('assessment.missingRules', { rules: props.missing.rules.join(', ') })}
          </Show>
        </p>
        <p class="ask">
          <Icon name="user" small />
          {t('assessment.ask', { who: whomToAsk(props.missing, props.owner) })}
          <Show when={isAnsweredInClassification(props.missing)}>
            <a href={props.classify}>{t('assessment.missingClassify')}</a>
          </Show>
        </p>
      </div>
    </li>
  )
}

/** The first thing a newcomer needs: which answers would unlock the most options, and whom to ask. */
export function MissingPanel(props: { assessment: WorkloadAssessment; owner: string | null; classify: string }) {
  const all = createMemo(() => missingInformation(props.assessment.options))
  const [showAll, setShowAll] = createSignal(false)
  const rest = () => all().length - shownFirst
  return (
    <Panel
      flush
      title={t('assessment.missing')}
      note={t('assessment.missingNote')}
      footer={
        rest() > 0 ? (
          <Button small kind="quiet" expanded={showAll()} onClick={() => setShowAll(!showAll())}>
            {showAll() ? t('assessment.missingLess') : t('assessment.missingMore', { count: rest() })}
          </Button>
        ) : undefined
      }
    >
      <Show
        when={all().length > 0}
        fallback={
          <p class="panel-b">
            <StatusMark tone="ok">{t('assessment.missingNone')}</StatusMark>
          </p>
        }
      >
        <ul class="miss">
          <For each={showAll() ? all() : all().slice(0, shownFirst)}>
            {(missing) => <MissingLine missing={missing} owner={props.owner} classify={props.classify} />}
          </For>
        </ul>
      </Show>
    </Panel>
  )
}
