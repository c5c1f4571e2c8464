import { createMemo, createSignal, For, Show } from 'solid-js'
import type { ClassificationState } from '#models/classification/classification.schemas.ts'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { gapCodeWords } from './gap-words.ts'
import { classificationKey, groupedByWhom, type Missing, missingInformation } from './missing-information.ts'
import { optionName } from './option-name.ts'
import { isAnsweredInClassification, whomToAsk } from './whom-to-ask.ts'

const shownFirst = 5
const namesShown = 4

function labelOf(missing: Missing): string {
  if (typeof missing.label === 'string') return t('assessment.settle', { reason: gapCodeWords(missing.label) })
  return missing.question === undefined ? said(missing.label) : said(missing.question)
}

function MissingLine(props: { missing: Missing }) {
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
      </div>
    </li>
  )
}

function MissingByWhom(props: { missing: readonly Missing[]; owner: string | null; classify: string }) {
  return (
    <For each={groupedByWhom(props.missing, (one) => whomToAsk(one, props.owner))}>
      {(group) => (
        <>
          <h3 class="miss-who">
            <Icon name="user" small />
            {t('assessment.ask', { who: group.who })}
            <Show when={group.missing.some(isAnsweredInClassification)}>
              <a href={props.classify}>{t('assessment.missingClassify')}</a>
            </Show>
          </h3>
          <ul class="miss">
            <For each={group.missing}>{(missing) => <MissingLine missing={missing} />}</For>
          </ul>
        </>
      )}
    </For>
  )
}

const firstWords: Readonly<Record<'toDo' | 'toApprove', { title: TextKey; text: TextKey; go: TextKey }>> = {
  toDo: {
    title: 'assessment.classifyFirst',
    text: 'assessment.classifyFirstText',
    go: 'assessment.classifyFirstGo',
  },
  toApprove: {
    title: 'assessment.approveFirst',
    text: 'assessment.approveFirstText',
    go: 'assessment.approveFirstGo',
  },
}

/** The one thing to do before any other question makes sense. */
function ClassifyFirst(props: { isProposed: boolean; answered: number; classify: string }) {
  const words = () => firstWords[props.isProposed ? 'toApprove' : 'toDo']
  return (
    <div class="miss-first">
      <div>
        <h3>{t(words().title)}</h3>
        <p>
          {t(words().text)}
          <Show when={props.answered > 0}> {t('assessment.classifyAnswers', { count: props.answered })}</Show>
        </p>
      </div>
      <LinkButton href={props.classify} icon="shield">
        {t(words().go)}
      </LinkButton>
    </div>
  )
}

/** The first thing a newcomer needs: which answers would unlock the most options, and whom to ask. */
export function MissingPanel(props: {
  assessment: WorkloadAssessment
  owner: string | null
  classification: ClassificationState | undefined
  classify: string
}) {
  const everything = createMemo(() => missingInformation(props.assessment.options))
  const toClassify = () => everything().some((one) => one.key === classificationKey)
  const all = () => everything().filter((one) => one.key !== classificationKey)
  const first = () => (toClassify() ? 0 : shownFirst)
  const [showAll, setShowAll] = createSignal(false)
  const rest = () => all().length - first()
  return (
    <Panel
      flush
      title={t('assessment.missing')}
      note={toClassify() ? undefined : t('assessment.missingNote')}
      footer={
        rest() > 0 ? (
          <Button small kind="quiet" expanded={showAll()} onClick={() => setShowAll(!showAll())}>
            {showAll() ? t('assessment.missingLess') : t('assessment.missingMore', { count: rest() })}
          </Button>
        ) : undefined
      }
    >
      <Show when={toClassify()}>
        <ClassifyFirst
          isProposed={props.classification === 'proposed'}
          answered={all().filter(isAnsweredInClassification).length}
          classify={props.classify}
        />
      </Show>
      <Show
        when={everything().length > 0}
        fallback={
          <p class="panel-b">
            <StatusMark tone="ok">{t('assessment.missingNone')}</StatusMark>
          </p>
        }
      >
        <MissingByWhom
          missing={showAll() ? all() : all().slice(0, first())}
          owner={props.owner}
          classify={props.classify}
        />
      </Show>
    </Panel>
  )
}
