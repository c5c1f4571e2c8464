import { type RandomStream, randomStream } from '#models/shared/random.ts'
import { shippedQuestionnaires } from '#server/shared/datasets.ts'
import { recordAnswer } from '#server/strategies/answers.usecases.ts'
import { defineScore } from '#server/strategies/scores.usecases.ts'
import { overrideStrategy } from '#server/strategies/strategies.usecases.ts'
import { allQuestions } from '#models/strategies/questions.ts'
import type { NewAnswer } from '#models/strategies/strategies.schemas.ts'
import type { Question } from '#models/strategies/questionnaire.views.ts'
import type { Chronicle, DemoDeps } from './demonstration-chronicle.ts'
import type { ReachAs, Subject } from './demonstration-classification.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

export type StrategyStory = {
  readonly deps: DemoDeps
  readonly reach: ReachAs
  readonly chronicle: Chronicle
  readonly todayMs: number
}

/** One workload in production of so many is asked about; the others show what is still unknown. */
const askedEvery = 4
/** Share of the questions left without an answer, said unknown, left as a draft. */
const shares = { left: 0.12, unknown: 0.07, draft: 0.05 } as const
/** One asked workload of so many speaks of a state two years old; one of so many contradicts the inventory. */
const staleEvery = 6
const contradictsEvery = 10

type Answering = { readonly subject: Subject; readonly n: number; readonly random: RandomStream }

/** Questionnaires answered over two months for a part of the portfolio: some unknown, some stale, some that contradict the inventory. */
export function answerOverMonths(story: StrategyStory, subjects: readonly Subject[]): void {
  const production = subjects.filter(({ environment }) => environment === 'production')
  const asked = production.filter((_, i) => i % askedEvery === 0)
  for (const [n, subject] of asked.entries()) {
    const random = randomStream(`arpent-demonstration-answers-${subject.code}`)
    on(story, 62 - (n % 55), n, () => answerAll(story, { subject, n, random }))
  }
  on(story, 5, 0, () => keepAnother(story, asked))
  on(story, 6, 0, () =>
    defineScore(story.deps, story.reach('portfolio-manager'), {
      body: 'GOUV',
      name: { fr: 'Urgence de moderniser', en: 'Urgency to modernize' },
      expression: '0.6 * businessValue + 0.4 * (100 - technicalFit)',
    }),
  )
}

/** A morning, so many days before today, each in its own minute. */
function on(story: StrategyStory, daysAgo: number, minute: number, act: () => Promise<unknown>): void {
  story.chronicle.at(story.todayMs - daysAgo * dayMs - 5 * hourMs + minute * 60_000, act)
}

async function answerAll(story: StrategyStory, answering: Answering): Promise<void> {
  const { n, random } = answering
  // A workload is good or poor as a whole: its answers go together.
  const quality = random()
  for (const { code, questionnaire } of shippedQuestionnaires()) {
    if (code !== 'valeur-et-tenue' && n % 2 === 1) continue
    for (const question of allQuestions(questionnaire)) {
      const given = answerTo(story, answering, code, question, quality)
      if (given !== undefined)
        await recordAnswer(story.deps, story.reach('portfolio-manager'), answering.subject.code, given)
    }
  }
}

function answerTo(
  { chronicle }: StrategyStory,
  { n, random }: Answering,
  questionnaire: string,
  question: Question,
  quality: number,
): NewAnswer | undefined {
  const chance = random()
  const near = Math.min(1, Math.max(0, 1 - quality + (random() - 0.5) * 0.7))
  if (chance < shares.left) return undefined
  const isUnknown = chance < shares.left + shares.unknown
  const isDraft = !isUnknown && chance < shares.left + shares.unknown + shares.draft
  // The last answer of « built » says in-house, whatever the inventory's technology says.
  const isContradiction = question.key === 'built' && n % contradictsEvery === 4
  const at = isContradiction
    ? question.answers.length - 1
    : Math.min(question.answers.length - 1, Math.floor(near * question.answers.length))
  return {
    questionnaire,
    question: question.key,
    answer: isUnknown ? null : (question.answers[at]?.key ?? null),
    state: isUnknown ? 'unknown' : isDraft ? 'draft' : 'completed',
    answeredOn: chronicle.dayBefore(chronicle.clock.now().getTime(), n % staleEvery === 1 ? 730 : 3),
    evidence:
      random() < 0.3 ? { text: 'Atelier avec le détenteur (fictif)', reference: `PV-${n}`, sha256: null } : null,
  }
}

/** Two workloads are kept where they are, against the rules, with a reason. */
async function keepAnother({ deps, reach }: StrategyStory, asked: readonly Subject[]): Promise<void> {
  const kept = asked.filter(({ body }) => body === 'BAP' || body === 'MJP').slice(0, 2)
  for (const { code } of kept)
    await overrideStrategy(deps, reach('portfolio-manager'), code, {
      strategy: 'retain',
      reason: 'Versement aux archives en cours jusqu’au printemps (démonstration).',
    })
}
