import { useNavigate, useSearchParams } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Logo, Sprite } from '#client/ui/icon.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { createTitle } from '#client/ui/title.ts'
import { LanguageButton } from './language-button.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** A page of its own, before anyone is signed in. */
export function CenterPage(props: { title: string; children: JSX.Element }) {
  createTitle(() => props.title)
  return (
    <>
      <Sprite />
      <main class="center-page" id="content">
        <div class="panel">
          <div class="panel-b stack">
            <p class="logo-line">
              <Logo />
              {t('app.name')}
              <span class="grow" />
              <LanguageButton />
            </p>
            {props.children}
          </div>
        </div>
      </main>
    </>
  )
}

/** Only a path of ours may be returned to: an address elsewhere would lend our name to a stranger. */
function safeReturn(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/'
}

export function SignInPage() {
  const navigate = useNavigate()
  const [parameters] = useSearchParams()
  function enter() {
    const back = parameters['suite']
    navigate(safeReturn(typeof back === 'string' ? back : undefined), { replace: true })
  }
  return (
    <CenterPage title={t('access.signIn')}>
      <h1>{t('access.signIn')}</h1>
      <p class="mut">{t('access.signInSub')}</p>
      <Show when={parameters['suite']}>
        <Note>{t('access.signInAgain')}</Note>
      </Show>
      <SignInForm onDone={enter}>
        <a class="sm" href="/barometre">
          {t('access.publicPage')}
        </a>
      </SignInForm>
    </CenterPage>
  )
}
