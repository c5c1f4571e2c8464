import type { CaseView } from '#models/cases/case.schemas.ts'
import { assumptions, assumptionsPath } from '#client/api/costs.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { AssumptionsPanel } from '#client/costs/assumptions-panel.tsx'
import { Shown } from '#client/ui/loaded.tsx'

/** The assumptions of the body of the case, ours where it states none. */
export function AssumptionsTab(props: { view: CaseView }) {
  const path = () => assumptionsPath(props.view.body)
  const load = createLoad(path, assumptions)
  return (
    <Shown load={load}>
      {(view) => (
        <AssumptionsPanel
          view={view()}
          onStated={(stated) => {
            load.put(stated)
            void refresh(path())
          }}
        />
      )}
    </Shown>
  )
}
