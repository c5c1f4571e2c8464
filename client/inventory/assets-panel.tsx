import { For, Show } from 'solid-js'
import type { AssetKind, AssetSize, Sourced } from '#models/inventory/asset.schemas.ts'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

const kindText: Readonly<Record<AssetKind, TextKey>> = {
  server: 'workload.server',
  database: 'workload.database',
  share: 'workload.share',
}

/** Where a value was read, in words for a tip; a source that is not a file has its own words elsewhere. */
function foundIn(value: Sourced<unknown>): string | undefined {
  return value.source?.kind === 'file'
    ? t('workload.foundIn', { file: value.source.file, line: value.source.line })
    : undefined
}

function NumberCell(props: { value: Sourced<number>; divide?: number; digits?: number }) {
  const text = () =>
    props.value.value === null ? unknownMark : fmt.decimal(props.value.value / (props.divide ?? 1), props.digits ?? 0)
  return (
    <td class="num" title={foundIn(props.value)}>
      {text()}
    </td>
  )
}

function AssetLine(props: { asset: AssetSize }) {
  const running = () => props.asset.isPoweredOn
  return (
    <tr>
      <th scope="row" class="mono">
        {props.asset.name}
      </th>
      <td>{t(kindText[props.asset.kind])}</td>
      <NumberCell value={props.asset.vcpu} />
      <NumberCell value={props.asset.memoryMib} divide={1024} digits={1} />
      <NumberCell value={props.asset.storageGib} />
      <td title={foundIn(props.asset.operatingSystem)}>
        {props.asset.operatingSystemText ?? props.asset.operatingSystem.value ?? unknownMark}
      </td>
      <td>{running() === null ? unknownMark : t(running() === true ? 'workload.yes' : 'workload.no')}</td>
      <td class="mut">{foundIn(props.asset.vcpu) ?? foundIn(props.asset.operatingSystem) ?? unknownMark}</td>
    </tr>
  )
}

/** Servers, databases and shares of a workload, each value with the line of the file it was read from. */
export function AssetsPanel(props: { workload: WorkloadView }) {
  return (
    <div class="stack">
      <Panel
        flush
        title={t('workload.assets')}
        note={t('workload.assetsNote', { count: props.workload.assets.length })}
      >
        <Show
          when={props.workload.assets.length > 0}
          fallback={<Empty title={t('workload.assetsNone')}>{t('workload.assetsNoneText')}</Empty>}
        >
          <ScrollRegion label={t('workload.scrolling', { name: t('workload.assets') })}>
            <table class="tbl wide">
              <caption class="vh">{t('workload.assets')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('workload.assetName')}</th>
                  <th scope="col">{t('workload.assetKind')}</th>
                  <th scope="col" class="num">
                    {t('workload.vcpu')}
                  </th>
                  <th scope="col" class="num">
                    {t('workload.memory')}
                  </th>
                  <th scope="col" class="num">
                    {t('workload.storage')}
                  </th>
                  <th scope="col">{t('workload.system')}</th>
                  <th scope="col">{t('workload.power')}</th>
                  <th scope="col">{t('workload.source')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={props.workload.assets}>{(asset) => <AssetLine asset={asset} />}</For>
              </tbody>
            </table>
          </ScrollRegion>
        </Show>
      </Panel>
      <Show when={props.workload.extraFacts.length > 0}>
        <Panel flush title={t('workload.otherFacts')} note={t('workload.otherFactsNote')}>
          <ScrollRegion label={t('workload.scrolling', { name: t('workload.otherFacts') })}>
            <table class="tbl">
              <caption class="vh">{t('workload.otherFacts')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('workload.fact')}</th>
                  <th scope="col">{t('workload.value')}</th>
                  <th scope="col">{t('workload.assetName')}</th>
                  <th scope="col">{t('workload.source')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={props.workload.extraFacts}>
                  {(fact) => (
                    <tr>
                      <th scope="row">{fact.name}</th>
                      <td>{fact.value}</td>
                      <td class="mono">{fact.asset}</td>
                      <td class="mut">{fact.source}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
        </Panel>
      </Show>
    </div>
  )
}
