import { createMemo, For } from 'solid-js'
import type { ChangeStep } from '#models/rules/change-words.ts'
import type { ChangeKind } from '#models/rules/levers.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { whoWords } from './whom-to-ask.ts'
import './explanation.css'

const looks: Readonly<Record<ChangeKind, { readonly icon: IconName; readonly text: TextKey }>> = {
  state: { icon: 'vnone', text: 'assessment.stepState' },
  suppose: { icon: 'vnone', text: 'assessment.stepSuppose' },
  meet: { icon: 'vwarn', text: 'assessment.stepMeet' },
  option: { icon: 'sliders', text: 'assessment.stepOption' },
  exempt: { icon: 'flag', text: 'assessment.stepExempt' },
}

/** The steps of one set of changes, by who can make them. */
export function ChangeSteps(props: { steps: readonly ChangeStep[]; owner: string | null }) {
  const groups = createMemo(() => [...Map.groupBy(props.steps, (step) => step.who)])
  return (
    <ul class="opn-by">
      <For each={groups()}>
        {([who, steps]) => (
          <li>
            <p class="who">
              <Icon name="user" small />
              {whoWords(who, props.owner)}
            </p>
            <ul class="plain">
              <For each={steps}>
                {(step) => (
                  <li class="stp">
                    <Icon name={looks[step.kind].icon} small />
                    <span>
                      <span class="vh">{t(looks[step.kind].text)}, </span>
                      {said(step.text)}
                      <For each={step.rules}>{(rule) => <span class="mono mut">{rule}</span>}</For>
                    </span>
                  </li>
                )}
              </For>
            </ul>
          </li>
        )}
      </For>
    </ul>
  )
}
