import { createSignal, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { approverOf } from '#models/exemptions/exemption.ts'
import { isExemptible, type RuleOutcome } from '#models/rules/verdict.ts'
import { may } from '#client/api/access.ts'
import { exemptionPolicy, exemptionPolicyPath, exemptionsAt, workloadExemptionsPath } from '#client/api/exemptions.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { workloadPath } from '#client/api/workload.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { AskDialog } from './ask-dialog.tsx'
import { exemptionWords } from './exemption-words.ts'

const weighing = ['forbid', 'open-require', 'open-mitigation', 'undetermined', 'exempted']

/** Under a rule that weighs on a workload: the exemption that sets it aside, the request that awaits, or how to ask for one. */
export function ExemptionAsk(props: { rule: RuleOutcome; workload: string }) {
  const [isOpen, setOpen] = createSignal(false)
  const mayRead = () => may('exemptions.read')
  const policy = createLoad(() => (mayRead() ? exemptionPolicyPath : undefined), exemptionPolicy)
  const known = createLoad(() => (mayRead() ? workloadExemptionsPath(props.workload) : undefined), exemptionsAt)
  const weighs = () => weighing.includes(props.rule.result)
  const awaiting = () => known.value()?.find((one) => one.rule === props.rule.id && one.standing === 'proposed')
  const approver = () => {
    const set = policy.value()
    return set === undefined ? undefined : approverOf(set, props.rule.force)
  }
  const obstacle = () => {
    if (!isExemptible(props.rule.force)) return t('exemptions.never')
    return approver() === null ? t('exemptions.notOffered') : undefined
  }
  return (
    <>
      <Show when={exemptionWords(props.rule)}>
        {(words) => (
          <p>
            <a href={`/derogations?d=${encodeURIComponent(props.rule.exemption?.code ?? '')}`}>{words()}</a>
          </p>
        )}
      </Show>
      <Show
        when={awaiting()}
        fallback={
          <Show when={weighs() && may('exemptions.propose')}>
            <p class="ask-ex">
              <Button small icon="flag" blockedBy={obstacle()} onClick={() => setOpen(true)}>
                {t(props.rule.exemption === undefined ? 'exemptions.ask' : 'exemptions.askNewDate')}
              </Button>
            </p>
          </Show>
        }
      >
        {(one) => (
          <p>
            <a href={`/derogations?d=${encodeURIComponent(one().code)}`}>
              {t('exemptions.awaiting', { code: one().code })}
            </a>
          </p>
        )}
      </Show>
      <Show when={isOpen() ? policy.value() : undefined}>
        {(set) => (
          // Outside the reasons, which are read aloud as they change.
          <Portal>
            <AskDialog
              rule={props.rule.id}
              workload={props.workload}
              policy={set()}
              isForCentre={approver() === 'centre'}
              onClose={() => setOpen(false)}
              onDone={() => {
                setOpen(false)
                void refresh(workloadPath(props.workload))
                void refresh('/api/home')
              }}
            />
          </Portal>
        )}
      </Show>
    </>
  )
}
