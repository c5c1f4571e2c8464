import { Index } from 'solid-js'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import type { StrategyView, WorkloadQuestionnaire } from '#models/strategies/strategies.views.ts'
import { createLoad, type Load } from '#client/api/load.ts'
import { workloadQuestionnaires, workloadQuestionnairesPath } from '#client/api/strategies.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { QuestionnairePanel } from './questionnaire-panel.tsx'
import { RecommendationPanel } from './recommendation-panel.tsx'
import { ScoresPanel } from './scores-panel.tsx'
import { LifecyclePanel, TimePanel } from './time-panel.tsx'
import './strategies.css'

/** The strategy of a workload, where it stands, and the questions that make both surer. */
export function DispositionTab(props: { workload: WorkloadView; strategy: Load<StrategyView> }) {
  const questionnaires = createLoad(() => workloadQuestionnairesPath(props.workload.code), workloadQuestionnaires)
  const answered = (given: WorkloadQuestionnaire) =>
    questionnaires.put((questionnaires.value() ?? []).map((one) => (one.code === given.code ? given : one)))
  return (
    <>
      <Shown load={props.strategy}>
        {(view) => (
          <>
            <RecommendationPanel view={view()} onChanged={(next) => props.strategy.put(next)} />
            <div class="two">
              <TimePanel view={view()} name={props.workload.name} />
              <LifecyclePanel view={view()} />
            </div>
            <ScoresPanel view={view()} body={props.workload.body.code} onChanged={() => void props.strategy.reload()} />
          </>
        )}
      </Shown>
      <Shown load={questionnaires}>
        {() => (
          <Index each={questionnaires.value()}>
            {(given) => (
              <QuestionnairePanel
                workload={props.workload.code}
                today={props.strategy.value()?.asOf ?? ''}
                given={given()}
                onAnswered={answered}
                onCounted={() => void props.strategy.reload()}
              />
            )}
          </Index>
        )}
      </Shown>
    </>
  )
}
