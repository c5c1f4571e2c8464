import { A, useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import type { InboxItem } from '#models/home/home.views.ts'
import { fmt, said, type TextKey, t } from '#client/i18n/i18n.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { Panel } from '#client/ui/panel.tsx'
import { inboxGroups, type InboxGroup } from './inbox-groups.ts'

const icons: Readonly<Record<InboxItem['kind'], IconName>> = {
  'import-to-confirm': 'upload',
  'classification-to-approve': 'shield',
  'classification-returned': 'shield',
  'decision-to-sign': 'pen',
  'decision-returned': 'branch',
  'classification-missing': 'shield',
  'exemption-to-approve': 'flag',
  'exemption-returned': 'flag',
  'exemption-ending': 'clock',
  'exemption-ended': 'clock',
}
const groupText: Readonly<Record<InboxGroup['key'], TextKey>> = {
  late: 'home.late',
  today: 'home.today',
  week: 'home.week',
  later: 'home.later',
  undated: 'home.undated',
}

function InboxRow(props: {
  item: InboxItem
  isCurrent: boolean
  isFirst: boolean
  ref: (link: HTMLAnchorElement) => void
}) {
  return (
    <li class="it" classList={{ cur: props.isCurrent }}>
      <Icon name={icons[props.item.kind]} />
      <div>
        <A class="t" href={props.item.href} ref={(link) => props.ref(link)}>
          {said(props.item.title)}
        </A>
        <p>
          {said(props.item.why).replace(/\.?$/, '. ')}
          <Show when={props.item.due} fallback={t('home.since', { date: fmt.date(props.item.since) })}>
            {(due) => (
              <b classList={{ late: props.item.isLate }}>
                <time dateTime={due()}>{t('home.due', { date: fmt.date(due()) })}</time>
              </b>
            )}
          </Show>
        </p>
      </div>
      <LinkButton small kind={props.isFirst ? 'primary' : 'default'} href={props.item.href}>
        {said(props.item.verb)}
        <span class="vh"> {said(props.item.title)}</span>
      </LinkButton>
    </li>
  )
}

/** What awaits this person, most pressing first. */
export function Inbox(props: { items: readonly InboxItem[] }) {
  const navigate = useNavigate()
  const [at, setAt] = createSignal(-1)
  const links = new Map<string, HTMLAnchorElement>()
  const groups = () => inboxGroups(props.items, fmt.date(new Date().toISOString()))
  const flat = () => groups().flatMap((group) => group.items)
  const move = (step: number) => {
    const next = Math.max(0, Math.min(flat().length - 1, at() + step))
    setAt(next)
    links.get(flat()[next]?.id ?? '')?.focus()
  }
  createShortcuts(() => [
    { keys: 'j', label: t('app.shortcutBrowse'), when: () => flat().length > 0, run: () => move(1) },
    { keys: 'k', label: t('app.shortcutBrowse'), when: () => flat().length > 0, run: () => move(-1) },
    {
      keys: 'enter',
      label: t('app.shortcutOpen'),
      when: () => flat()[at()] !== undefined,
      run: () => {
        const item = flat()[at()]
        if (item !== undefined) navigate(item.href)
      },
    },
  ])
  return (
    <Panel
      class="inbox"
      flush
      title={t('home.queue')}
      end={
        <span class="sm mut3 kb row">
          <kbd>J</kbd>
          <kbd>K</kbd> {t('app.shortcutBrowse')} <kbd>{t('app.enter')}</kbd> {t('app.shortcutOpen')}
        </span>
      }
    >
      <Show
        when={props.items.length > 0}
        fallback={
          <Empty
            title={t('home.emptyTitle')}
            action={<LinkButton href="/portefeuille">{t('home.emptyGo')}</LinkButton>}
          >
            {t('home.emptyText')}
          </Empty>
        }
      >
        <For each={groups()}>
          {(group) => (
            <>
              <h3 class="grp" classList={{ late: group.key === 'late' }}>
                <Show when={group.key === 'late'}>
                  <Icon name="clock" small />
                </Show>
                {t(groupText[group.key], { count: group.items.length })}
              </h3>
              <ul>
                <For each={group.items}>
                  {(item) => (
                    <InboxRow
                      item={item}
                      isCurrent={flat()[at()]?.id === item.id}
                      isFirst={flat()[0]?.id === item.id}
                      ref={(link) => links.set(item.id, link)}
                    />
                  )}
                </For>
              </ul>
            </>
          )}
        </For>
      </Show>
    </Panel>
  )
}
