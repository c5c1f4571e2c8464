import { type Context, Hono } from 'hono'
import type { QuestionnaireView } from '#models/strategies/questionnaire.views.ts'
import {
  answerHistorySchema,
  editScoreSchema,
  exportQuestionnaireSchema,
  newAnswerSchema,
  newQuestionnaireSchema,
  newScoreSchema,
  overrideSchema,
  previewScoreSchema,
  questionnaireListSchema,
  retireSchema,
  scoreListSchema,
  timeSettingsSchema,
} from '#models/strategies/strategies.schemas.ts'
import type { ScoreView } from '#models/strategies/strategies.views.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { packedJson } from '#server/app/packed.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { etagOfContent, expectedEtag, expectedVersion } from '#server/app/versions.ts'
import { portfolioEtag } from '#server/inventory/portfolio.usecases.ts'
import { instantOf, todayOf } from '#server/shared/clock.ts'
import type { Reports } from '#server/shared/reports.ts'
import { answersHistory, recordAnswer, workloadQuestionnaires } from './answers.usecases.ts'
import {
  oneQuestionnaire,
  questionnaireList,
  questionnaireText,
  receiveQuestionnaire,
  retireQuestionnaire,
  type StrategiesDeps,
} from './questionnaires.usecases.ts'
import { defineScore, editScore, namesFor, previewScore, scoreList } from './scores.usecases.ts'
import { changeTimeSettings, overrideStrategy, timeSettings, workloadStrategy } from './strategies.usecases.ts'

/** One thing with its ETag: what `If-Match` names when it is changed. */
function told(c: Context<AppEnv>, one: QuestionnaireView | ScoreView, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

export function questionnairesRoutes(deps: StrategiesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('strategies.read'),
      answers('Questionnaires: those of the product, then those received', 'Questionnaire[]'),
      query(questionnaireListSchema),
      async (c) => {
        const { cursor, ...asked } = c.req.valid('query')
        return c.json(await questionnaireList(deps, c.get('reach'), { ...asked, after: cursor }))
      },
    )
    .post(
      '/',
      policy('questionnaires.edit'),
      answers('Receives a questionnaire, YAML in the Konveyor form', 'Questionnaire', 201),
      jsonBody(newQuestionnaireSchema),
      async (c) => told(c, await receiveQuestionnaire(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .get('/:code', policy('strategies.read'), answers('One questionnaire', 'Questionnaire'), async (c) =>
      told(c, await oneQuestionnaire(deps, c.get('reach'), c.req.param('code'))),
    )
    .get(
      '/:code/export',
      policy('strategies.read'),
      answers('A questionnaire as it was received, or as Konveyor alone writes it', 'YAML'),
      query(exportQuestionnaireSchema),
      async (c) => {
        const code = c.req.param('code')
        const text = await questionnaireText(deps, c.get('reach'), code, c.req.valid('query'))
        return c.body(text, 200, {
          'content-type': 'application/yaml; charset=utf-8',
          'content-disposition': `attachment; filename="${code}.yaml"`,
        })
      },
    )
    .post(
      '/:code/retire',
      policy('questionnaires.edit'),
      answers('Takes a questionnaire out of use', 'Questionnaire', 200, { needsVersion: true }),
      jsonBody(retireSchema),
      async (c) =>
        told(
          c,
          await retireQuestionnaire(
            deps,
            c.get('reach'),
            c.req.param('code'),
            expectedVersion(c),
            c.req.valid('json').reason,
          ),
        ),
    )
}

/** Under a workload: its strategy, its answers, the names its scores may hold. */
export function workloadStrategyRoutes(deps: StrategiesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:code/strategy',
      policy('strategies.read'),
      answers('The strategy of a workload, why, how sure, and what would make it otherwise', 'Strategy'),
      async (c) => c.json(await workloadStrategy(deps, c.get('reach'), c.req.param('code'))),
    )
    .post(
      '/:code/strategy/overrides',
      policy('strategies.override'),
      answers('Keeps another strategy than the computed one, or goes back to it', 'Strategy', 201),
      jsonBody(overrideSchema),
      async (c) => c.json(await overrideStrategy(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
    )
    .get(
      '/:code/questionnaires',
      policy('strategies.read'),
      answers('The questionnaires of a workload and how each question stands', 'WorkloadQuestionnaire[]'),
      async (c) => c.json(await workloadQuestionnaires(deps, c.get('reach'), c.req.param('code'))),
    )
    .get(
      '/:code/answers',
      policy('strategies.read'),
      answers('Every answer given for a workload, newest first', 'Answer[]'),
      query(answerHistorySchema),
      async (c) => {
        const { cursor, ...asked } = c.req.valid('query')
        return c.json(await answersHistory(deps, c.get('reach'), c.req.param('code'), { ...asked, after: cursor }))
      },
    )
    .post(
      '/:code/answers',
      policy('strategies.answer'),
      answers('Adds an answer; those before stay', 'Answer', 201),
      jsonBody(newAnswerSchema),
      async (c) => c.json(await recordAnswer(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
    )
    .get(
      '/:code/score-names',
      policy('strategies.read'),
      answers('What a score may name for this workload', 'ScoreName[]'),
      async (c) => c.json(await namesFor(deps, c.get('reach'), c.req.param('code'))),
    )
}

/** The whole portfolio: strategy and place of each workload; thresholds of the chart. */
export function strategiesRoutes(deps: StrategiesDeps & { readonly reports: Reports }) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('strategies.read'),
      answers('Strategy of every workload in reach, and where each stands by value and fit', 'StrategyList'),
      async (c) => {
        const at = instantOf(deps.clock)
        const version = `${todayOf(deps.clock)} ${await portfolioEtag(deps.db, c.get('reach'))}`
        return packedJson(c, await deps.reports.remembered('strategies', version, c.get('reach'), { at }))
      },
    )
    .get(
      '/settings',
      policy('strategies.read'),
      answers('Thresholds of business value and technical fit', 'TimeSettings'),
      async (c) => {
        const settings = await timeSettings(deps.db)
        c.header('etag', etagOfContent(settings))
        return c.json(settings)
      },
    )
    .put(
      '/settings',
      policy('questionnaires.edit'),
      answers('Changes the thresholds, and what the high-high quadrant is called', 'TimeSettings', 200, {
        needsVersion: true,
      }),
      jsonBody(timeSettingsSchema),
      async (c) => {
        const settings = await changeTimeSettings(deps, c.get('reach'), expectedEtag(c), c.req.valid('json'))
        c.header('etag', etagOfContent(settings))
        return c.json(settings)
      },
    )
}

export function scoresRoutes(deps: StrategiesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('strategies.read'),
      answers('Scores that people wrote', 'Score[]'),
      query(scoreListSchema),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        return c.json(await scoreList(deps, c.get('reach'), { after: cursor, limit }))
      },
    )
    .post(
      '/',
      policy('questionnaires.edit'),
      answers('Writes a score', 'Score', 201),
      jsonBody(newScoreSchema),
      async (c) => told(c, await defineScore(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .post(
      '/preview',
      policy('questionnaires.edit'),
      answers('What an expression comes to for a workload; nothing is kept', 'ScoreValue'),
      jsonBody(previewScoreSchema),
      async (c) => c.json(await previewScore(deps, c.get('reach'), c.req.valid('json'))),
    )
    .put(
      '/:id',
      policy('questionnaires.edit'),
      answers('Changes or retires a score', 'Score', 200, { needsVersion: true }),
      jsonBody(editScoreSchema),
      async (c) =>
        told(c, await editScore(deps, c.get('reach'), c.req.param('id'), expectedVersion(c), c.req.valid('json'))),
    )
}
