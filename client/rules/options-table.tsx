import { For, Show } from 'solid-js'
import type { EvidenceStatus, HostingOption, PlacementKind } from '#models/hosting/hosting-option.schemas.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'

const kindText: Readonly<Record<PlacementKind, TextKey>> = {
  public_cloud: 'rules.kindPublic',
  saas: 'rules.kindSaas',
  private_provider: 'rules.kindPrivate',
  state: 'rules.kindState',
  legacy_cti: 'rules.kindLegacy',
}
const statusText: Readonly<Record<EvidenceStatus, TextKey>> = {
  verified: 'rules.statusVerified',
  press: 'rules.statusPress',
  estimate: 'rules.statusEstimate',
  unverified: 'rules.statusUnverified',
}

function unknownOf(option: HostingOption): readonly string[] {
  const facts: readonly (readonly [unknown, TextKey])[] = [
    [option.country, 'rules.unknownPlace'],
    [option.province, 'rules.unknownProvince'],
    [option.parentCountry, 'rules.unknownParent'],
    [option.compellingJurisdictions, 'rules.unknownJurisdictions'],
    [option.contractEntity, 'rules.unknownContract'],
    [option.independentSites, 'rules.unknownSites'],
    [option.processesClearText, 'rules.unknownClearText'],
    [option.nsi, 'rules.unknownNsi'],
    [option.catalogue.qualified, 'rules.unknownQualified'],
    [option.catalogue.qualifiedForSensitive, 'rules.unknownSensitive'],
  ]
  return facts.filter(([value]) => value === null).map(([, key]) => t(key))
}

function yesNo(value: boolean | null): string {
  return value === null ? unknownMark : t(value ? 'rules.yes' : 'rules.no')
}

function OptionLine(props: { option: HostingOption }) {
  const unknown = () => unknownOf(props.option)
  return (
    <tr>
      <th scope="row">
        {said(props.option.label)}
        <Show when={props.option.catalogue.fictitious}>
          {' '}
          <span class="tag">{t('rules.fictitious')}</span>
        </Show>
        <br />
        <span class="mono sm mut">{props.option.id}</span>
      </th>
      <td>{said(props.option.place)}</td>
      <td>{t(kindText[props.option.kind])}</td>
      <td>{props.option.parentCountry ?? unknownMark}</td>
      <td class="num">{props.option.nsi ?? unknownMark}</td>
      <td>{yesNo(props.option.catalogue.qualified)}</td>
      <td>{yesNo(props.option.catalogue.qualifiedForSensitive)}</td>
      <td class="num">{props.option.independentSites ?? unknownMark}</td>
      <td>
        <Show when={unknown().length > 0} fallback={<span class="mut">{t('rules.nothingUnknown')}</span>}>
          <StatusMark tone="none">{unknown().length}</StatusMark> {unknown().join(', ')}
        </Show>
      </td>
      <td>
        {t(statusText[props.option.status])}
        <br />
        <span class="sm mut">
          {props.option.source} ({t('rules.line', { line: props.option.line })})
        </span>
      </td>
    </tr>
  )
}

/** Where a workload may live, what is known of each place, and what is not. */
export function OptionsTable(props: { options: readonly HostingOption[] }) {
  return (
    <Panel flush title={t('rules.tabOptions')}>
      <ScrollRegion label={t('workload.scrolling', { name: t('rules.tabOptions') })}>
        <table class="tbl mid op">
          <caption class="vh">{t('rules.tabOptions')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('rules.option')}</th>
              <th scope="col">{t('rules.place')}</th>
              <th scope="col">{t('rules.kind')}</th>
              <th scope="col">{t('rules.company')}</th>
              <th scope="col" class="num">
                {t('rules.nsi')}
              </th>
              <th scope="col">{t('rules.qualified')}</th>
              <th scope="col">{t('rules.sensitive')}</th>
              <th scope="col" class="num">
                {t('rules.sites')}
              </th>
              <th scope="col">{t('rules.unknownFacts')}</th>
              <th scope="col">{t('rules.evidence')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.options}>{(option) => <OptionLine option={option} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}
