import { For, type JSX, Show } from 'solid-js'
import type { NsiCriterion, NsiStanding } from '#models/hosting/nsi-ladder.ts'
import type {
  Compelling,
  ElementPlaces,
  Operation,
  PlaceOrigin,
  Readability,
  Residency,
} from '#models/hosting/places.ts'
import type { OptionExplanation } from '#models/rules/explanation.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { ForceTag } from '#client/ui/force-tag.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { countryName, placeName } from './explanation-words.ts'
import './explanation.css'

const originText: Readonly<Record<PlaceOrigin, TextKey>> = {
  option: 'assessment.originOption',
  'follows-option': 'assessment.originFollows',
  workload: 'assessment.originWorkload',
}
const compellingText: Readonly<Record<Compelling['by'][number], TextKey>> = {
  parent: 'assessment.byParent',
  presence: 'assessment.byPresence',
  contract: 'assessment.byContract',
  place: 'assessment.byPlace',
}
const readable: Readonly<Record<Readability, { readonly tone: Tone; readonly text: TextKey }>> = {
  'clear-text': { tone: 'bad', text: 'assessment.readsClearText' },
  'produced-by-operator': { tone: 'warn', text: 'assessment.readsOwn' },
  'keys-outside': { tone: 'ok', text: 'assessment.readsNothing' },
  'confidential-computing': { tone: 'ok', text: 'assessment.readsConfidential' },
  'by-state': { tone: 'ok', text: 'assessment.readsState' },
  unknown: { tone: 'none', text: 'ui.unknown' },
}
const criterionTone: Readonly<Record<NsiCriterion['state'], Tone>> = { met: 'ok', open: 'bad', unknown: 'none' }
const criterionText: Readonly<Record<NsiCriterion['state'], TextKey>> = {
  met: 'assessment.obligationMet',
  open: 'assessment.criterionOpen',
  unknown: 'assessment.obligationUnknown',
}

function Answer(props: { questions: readonly Bilingual[]; children: JSX.Element }) {
  return (
    <td>
      {props.children}
      <For each={props.questions}>
        {(question) => (
          <p class="to-ask">
            <StatusMark tone="none">{said(question)}</StatusMark>
          </p>
        )}
      </For>
    </td>
  )
}

function isUnknown({ country, province }: Residency): boolean {
  return country === null && province === null
}

function Places(props: { places: readonly Residency[] }) {
  return (
    <ul class="plain">
      <For each={props.places.filter((place) => !isUnknown(place))}>
        {(place) => (
          <li>
            {placeName(place)} <small class="mut">{t(originText[place.origin])}</small>
          </li>
        )}
      </For>
    </ul>
  )
}

function Operator(props: { operation: Operation }) {
  return (
    <li>
      {props.operation.entity ?? t('ui.unknown')}
      <Show when={props.operation.contract}>
        {(contract) => (
          <small class="mut">
            {t('assessment.underContract', { name: contract().name, place: placeName(contract()) })}
          </small>
        )}
      </Show>
      <Show when={props.operation.administeredFrom.filter((place) => !isUnknown(place))[0]}>
        {(place) => <small class="mut">{t('assessment.supportFrom', { place: placeName(place()) })}</small>}
      </Show>
      <Show when={props.operation.origin === 'workload'}>
        <small class="mut">{t('assessment.originWorkload')}</small>
      </Show>
    </li>
  )
}

function Row(props: { row: ElementPlaces }) {
  return (
    <tr>
      <th scope="row">{said(props.row.name)}</th>
      <Answer questions={props.row.residency.questions}>
        <Places places={props.row.residency.answer} />
      </Answer>
      <Answer questions={props.row.operation.questions}>
        <ul class="plain">
          <For each={props.row.operation.answer}>{(operation) => <Operator operation={operation} />}</For>
        </ul>
      </Answer>
      <Answer questions={props.row.jurisdiction.questions}>
        <ul class="plain">
          <For each={props.row.jurisdiction.answer}>
            {(one) => (
              <li>
                {countryName(one.country)}{' '}
                <small class="mut">{one.by.map((why) => t(compellingText[why])).join(', ')}</small>
              </li>
            )}
          </For>
        </ul>
      </Answer>
      <Answer questions={props.row.technical.questions}>
        <Show when={props.row.technical.answer !== 'unknown'}>
          <StatusMark tone={readable[props.row.technical.answer].tone}>
            {t(readable[props.row.technical.answer].text)}
          </StatusMark>
        </Show>
      </Answer>
    </tr>
  )
}

function Ladder(props: { standing: Extract<NsiStanding, { kind: 'known' }>; source: string }) {
  return (
    <>
      <p>
        <b>{t('assessment.nsiLevel', { level: props.standing.level })}</b> {said(props.standing.meaning)}{' '}
        <ForceTag force="house" /> <span class="mut">{t('assessment.nsiSource', { source: props.source })}</span>
      </p>
      <Show when={props.standing.above.length > 0} fallback={<p class="mut">{t('assessment.nsiTop')}</p>}>
        <p>
          {t(props.standing.isToReview ? 'assessment.nsiReview' : 'assessment.nsiWhyNot', {
            level: props.standing.level + 1,
          })}
        </p>
        <ul class="plain">
          <For each={props.standing.above}>
            {(criterion) => (
              <li>
                <StatusMark tone={criterionTone[criterion.state]}>{t(criterionText[criterion.state])}</StatusMark>{' '}
                {said(criterion.text)}
                <Show when={criterion.state === 'unknown'}> {said(criterion.question)}</Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  )
}

/** Where each element would be on the chosen option, as four questions that are never merged; then its level on the ladder, and why no higher. */
export function PlacesPanel(props: { explanation: OptionExplanation; isStale: boolean }) {
  const known = () => (props.explanation.nsi.kind === 'known' ? props.explanation.nsi : undefined)
  const unknown = () => (props.explanation.nsi.kind === 'unknown' ? props.explanation.nsi : undefined)
  return (
    <Panel
      flush
      class={props.isStale ? 'stale' : ''}
      title={t('assessment.places')}
      note={`${said(props.explanation.label)}, ${said(props.explanation.place)}`}
    >
      <ScrollRegion label={t('workload.scrolling', { name: t('assessment.places') })}>
        <table class="tbl plc">
          <caption class="vh">{t('assessment.places')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('assessment.element')}</th>
              <th scope="col">{t('assessment.residency')}</th>
              <th scope="col">{t('assessment.operation')}</th>
              <th scope="col">{t('assessment.jurisdiction')}</th>
              <th scope="col">{t('assessment.technical')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.explanation.places}>{(row) => <Row row={row} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
      <div class="nsi">
        <h3>{t('assessment.nsi')}</h3>
        <Show when={known()}>
          {(standing) => <Ladder standing={standing()} source={props.explanation.stated.option.source} />}
        </Show>
        <Show when={unknown()}>
          {(standing) => (
            <p>
              <StatusMark tone="none">{t('ui.unknown')}</StatusMark> {said(standing().question)}
            </p>
          )}
        </Show>
      </div>
    </Panel>
  )
}
