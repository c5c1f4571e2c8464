import { createSignal, For, Show } from 'solid-js'
import { type AnsweredQuestion, type Evidence, progressOf } from '#models/strategies/answers.ts'
import type { Question } from '#models/strategies/questionnaire.views.ts'
import type { WorkloadQuestionnaire } from '#models/strategies/strategies.views.ts'
import type { NewAnswer } from '#models/strategies/strategies.schemas.ts'
import type { Problem } from '#models/shared/problem.ts'
import { may } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { recordAnswer } from '#client/api/strategies.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { announce } from '#client/ui/live.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { type Choice, QuestionField } from './question-field.tsx'
import { progressLook, riskLook } from './strategy-words.ts'

/** A questionnaire of a workload, one section at a time: each choice is kept as a draft, and counts once confirmed. */
export function QuestionnairePanel(props: {
  workload: string
  today: string
  given: WorkloadQuestionnaire
  /** What is answered now, without asking the server again: the fields keep their focus. */
  onAnswered: (given: WorkloadQuestionnaire) => void
  /** An answer that counts was given. */
  onCounted: () => void
}) {
  const [at, setAt] = createSignal(0)
  const saving = createQueue()
  const confirming = createAct()
  const sections = () => props.given.questionnaire.sections
  const section = () => sections()[at()]
  const answeredOf = (question: Question) =>
    props.given.answered.find((one) => one.question === question.key) ?? unanswered(question.key)
  const drafts = () => (section()?.questions ?? []).map(answeredOf).filter((one) => one.state === 'draft')
  const ready = () => drafts().filter((one) => one.answer !== null)
  const look = () => progressLook[props.given.progress.state]
  const risk = () => riskLook[props.given.progress.risk]
  const names = () =>
    Object.fromEntries(Object.entries(props.given.progress.counts).map(([state, n]) => [state, fmt.integer(n)]))

  const answerOf = (one: AnsweredQuestion, change: Partial<NewAnswer>): NewAnswer => ({
    questionnaire: props.given.code,
    question: one.question,
    answer: one.answer,
    state: 'draft',
    answeredOn: props.today,
    evidence: one.state === 'inherited' ? null : (one.given?.evidence ?? null),
    ...change,
  })

  /** Sends an answer, and puts what stands now in the place of what stood. */
  async function keep(answer: NewAnswer): Promise<void> {
    const given = await recordAnswer(props.workload, answer)
    const now: AnsweredQuestion = {
      question: answer.question,
      state: answer.state,
      answer: answer.answer,
      confidence: answer.state === 'completed' ? 1 : 0,
      given,
      from: null,
    }
    const answered = props.given.answered.map((one) => (one.question === now.question ? now : one))
    props.onAnswered({ ...props.given, answered, progress: progressOf(props.given.questionnaire, answered) })
  }

  async function choose(question: Question, choice: Choice): Promise<void> {
    const isUnknown = choice === 'unknown'
    const change = isUnknown ? { answer: null, state: 'unknown' as const } : { answer: choice, state: 'draft' as const }
    await saving.add(async () => {
      await keep(answerOf(answeredOf(question), change))
      announce(t('strategies.saved'))
      if (isUnknown) props.onCounted()
    })
  }

  async function addEvidence(question: Question, evidence: Evidence | null): Promise<void> {
    const one = answeredOf(question)
    const stands = one.given?.evidence ?? null
    if (JSON.stringify(stands) === JSON.stringify(evidence)) return
    const state = one.state === 'unknown' || one.state === 'completed' ? one.state : 'draft'
    await saving.add(async () => await keep(answerOf(answeredOf(question), { evidence, state })))
  }

  async function confirm(): Promise<void> {
    await saving.empty()
    const those = ready()
    const done = await confirming.run(async () => {
      for (const one of those) await keep(answerOf(one, { state: 'completed' }))
      return true
    })
    props.onCounted()
    if (done === true) showToast({ text: t('strategies.confirmed', { count: those.length }) })
  }

  return (
    <Panel
      title={said(props.given.questionnaire.name)}
      note={
        <>
          <StatusMark tone={look().tone}>{t(look().text)}</StatusMark>{' '}
          <Show when={props.given.progress.state !== 'not-started'}>
            <StatusMark tone={risk().tone}>{t(risk().text)}</StatusMark>
          </Show>
        </>
      }
      end={
        <Segmented
          label={t('strategies.section')}
          value={String(at())}
          options={sections().map((one, i) => ({ value: String(i), text: said(one.name) }))}
          onChange={(next) => setAt(Number(next))}
        />
      }
      footer={
        <>
          <span>{t('strategies.counts', names())}</span>
          <span class="mut">{said(props.given.questionnaire.riskMessages[props.given.progress.risk])}</span>
        </>
      }
    >
      <div class="stack">
        <Show when={!may('strategies.answer')} fallback={<p class="hint">{t('strategies.keysHint')}</p>}>
          <Note>{t('strategies.readOnly')}</Note>
        </Show>
        <Show when={props.given.questionnaire.isTranslated ? undefined : true}>
          <Note>{t('strategies.notTranslated')}</Note>
        </Show>
        <h3 class="vh">
          {t('strategies.sectionOf', { place: fmt.integer(at() + 1), total: fmt.integer(sections().length) })}
        </h3>
        <For each={section()?.questions}>
          {(question) => (
            <QuestionField
              question={question}
              answered={answeredOf(question)}
              disabled={!may('strategies.answer')}
              onChoose={(choice) => void choose(question, choice)}
              onEvidence={(evidence) => void addEvidence(question, evidence)}
            />
          )}
        </For>
        <Show when={saving.problem() ?? confirming.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <div class="row-w">
          <Show when={may('strategies.answer')}>
            <Button
              kind="primary"
              busy={confirming.isRunning() ? t('strategies.confirming') : undefined}
              blockedBy={ready().length === 0 ? t('strategies.nothingToConfirm') : undefined}
              onClick={() => void confirm()}
            >
              {t('strategies.confirm', { count: ready().length })}
            </Button>
          </Show>
          <Show when={at() > 0}>
            <Button icon="chevl" onClick={() => setAt(at() - 1)}>
              {t('strategies.previous')}
            </Button>
          </Show>
          <Show when={at() < sections().length - 1}>
            <Button icon="chevr" onClick={() => setAt(at() + 1)}>
              {t('strategies.next')}
            </Button>
          </Show>
        </div>
      </div>
    </Panel>
  )
}

/** Acts done one after the other, in the order asked: a choice made while another is being kept is not lost. */
function createQueue() {
  const [problem, setProblem] = createSignal<Problem>()
  let last: Promise<void> = Promise.resolve()
  async function done(before: Promise<void>, act: () => Promise<void>): Promise<void> {
    await before
    try {
      await act()
      setProblem(undefined)
    } catch (error) {
      setProblem(problemIn(error))
    }
  }
  return {
    problem,
    add(act: () => Promise<void>): Promise<void> {
      last = done(last, act)
      return last
    },
    empty: () => last,
  }
}

const unanswered = (question: string): AnsweredQuestion => ({
  question,
  state: 'unanswered',
  answer: null,
  confidence: 0,
  given: null,
  from: null,
})
